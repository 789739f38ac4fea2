import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Sparkles } from 'lucide-react'
import { useEffect } from 'react'
import { useMe } from '../../api/me'
import { Page } from '../../design/Page'
import styles from './Capture.module.css'
import { Hello } from './Hello'
import { grantsQuery } from './queries'
import { Rules } from './Rules'
import { useTexts } from './texts'

interface AcceptedProps {
  hello: string | undefined
  onHello: (production: string | null) => void
}

/** A fresh cameo: oneself saying hello, and at once whom it is for. */
export function AcceptedView({ hello, onHello }: AcceptedProps) {
  const t = useTexts()
  const me = useMe()
  const queries = useQueryClient()
  const { data: grants } = useQuery(grantsQuery)
  useEffect(() => {
    for (const key of ['me', 'cameo']) void queries.invalidateQueries({ queryKey: [key] })
  }, [queries])
  return (
    <Page title={t('accepted_title')} titled="within">
      <div className={styles.column}>
        <header className={styles.verdict}>
          <span className={`${styles.disc} ${styles.lit}`}>
            <Sparkles />
          </span>
          <h1 className={styles.big}>{t('accepted_title')}</h1>
          <p className={styles.lead}>{t('accepted_lead')}</p>
        </header>
        <Hello handle={me.handle} made={hello ?? null} onMade={onHello} />
        {grants !== undefined &&
          (grants.length > 0 ? (
            <div className={styles.deeds}>
              <p>{t('rules_stay')}</p>
              <Link to="/me/cameo" className={styles.link}>
                {t('to_cameo')}
              </Link>
            </div>
          ) : (
            <Rules minor={me.minor} />
          ))}
      </div>
    </Page>
  )
}
