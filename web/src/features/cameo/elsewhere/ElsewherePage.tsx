import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ServerCog } from 'lucide-react'
import { useState } from 'react'
import { cameoQuery } from '../../../api/rules'
import buttons from '../../../design/Button.module.css'
import { Page } from '../../../design/Page'
import { Remark } from '../../../design/States'
import { day } from '../../../i18n/times'
import { Bring, Here } from './Bring'
import styles from './Elsewhere.module.css'
import { type Brought, originQuery } from './queries'
import { Take } from './Take'
import { useTexts } from './texts'

/** Who has a cameo takes it to another server; who has none brings one along. */
export function ElsewherePage() {
  const t = useTexts()
  const { data: cameo } = useSuspenseQuery(cameoQuery)
  const [found, setFound] = useState<Brought | null>(null)
  if (found)
    return (
      <Page title={t('title')} back>
        <Here found={found} />
      </Page>
    )
  return (
    <Page title={t('title')} back>
      <div className={styles.stack}>
        {cameo && <Whence />}
        {!cameo && <Bring onFound={setFound} />}
        {cameo?.standing === 'verified' && <Take />}
        {cameo?.standing === 'unverified' && (
          <>
            <Remark mood="warn">{t('not_verified')}</Remark>
            <Link to="/record" className={`${buttons.button} ${buttons.light} ${buttons.l}`}>
              {t('record')}
            </Link>
          </>
        )}
      </div>
    </Page>
  )
}

/** Where it was brought from, if it was. */
function Whence() {
  const t = useTexts()
  const { data: origin } = useQuery(originQuery)
  if (!origin) return null
  const values = { server: origin.server, day: day(origin.created_at) }
  return (
    <Remark icon={<ServerCog aria-hidden="true" />}>
      {t(origin.believed ? 'origin' : 'origin_doubted', values)}
    </Remark>
  )
}
