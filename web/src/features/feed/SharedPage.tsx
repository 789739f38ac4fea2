import { queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { BadgeCheck, Unlink } from 'lucide-react'
import { useState } from 'react'
import { api, body } from '../../api/client'
import { isProblem } from '../../api/problem'
import { Logo } from '../../design/Logo'
import { useTitle } from '../../design/Page'
import { Empty, Failed, useWords, Waiting } from '../../design/States'
import { day } from '../../i18n/times'
import { captions } from './kept'
import styles from './SharedPage.module.css'
import { useTexts } from './texts'

const route = getRouteApi('/open/s/$share')

const sharedQuery = (share: string) =>
  queryOptions({
    queryKey: ['shared', share],
    queryFn: () => body(api.GET('/api/v1/shared/{share}', { params: { path: { share } } })),
    staleTime: 0,
  })

/** A film that its owner passed on by a link: for people without an account, who are told nothing else. */
export function SharedPage() {
  const t = useTexts()
  const words = useWords()
  const { share } = route.useParams()
  const { data, error, refetch } = useQuery(sharedQuery(share))
  useTitle(t('shared_title'))
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link to="/welcome" className={styles.brand}>
          <Logo size={32} /> Walkon
        </Link>
      </header>
      <h1 className="unseen">{t('shared_title')}</h1>
      {data ? (
        <Shown share={share} until={data.expires_at} width={data.width} height={data.height} />
      ) : isProblem(error, 'share_over', 'share_unknown') ? (
        <Empty icon={<Unlink />} title={words(error)}>
          {error.code === 'share_over' && t('shared_gone')}
        </Empty>
      ) : error ? (
        <Failed error={error} onAgain={() => void refetch()} />
      ) : (
        <Waiting />
      )}
    </div>
  )
}

interface ShownProps {
  share: string
  until: string
  width: number
  height: number
}

function Shown({ share, until, width, height }: ShownProps) {
  const t = useTexts()
  const place = `/api/v1/shared/${share}`
  const on = captions.use()
  const [ended, end] = useState(false)
  if (ended)
    return (
      <Empty icon={<Unlink />} title={t('shared_ended')}>
        {t('shared_gone')}
      </Empty>
    )
  return (
    <main className={styles.main}>
      <div className={height > width ? `${styles.frame} ${styles.upright}` : styles.frame}>
        <video
          src={`${place}/film`}
          poster={`${place}/poster`}
          width={width}
          height={height}
          aria-label={t('shared_title')}
          controls
          playsInline
          onError={() => end(true)}
        >
          <track kind="captions" src={`${place}/captions`} label={t('captions')} default={on} />
        </video>
      </div>
      <p className={styles.yes}>
        <BadgeCheck aria-hidden="true" /> {t('shared_yes')}
      </p>
      <p className={styles.until}>{t('shared_until', { day: day(until) })}</p>
      <Link to="/welcome" className={styles.what}>
        {t('shared_what')}
      </Link>
    </main>
  )
}
