import { CircleSlash2, Film, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Films.module.css'
import { captionsOf, type FilmPlan, type Progress, stillOf, videoOf } from './queries'
import type { State } from './states'
import { shelfOf } from './states'
import { useTexts } from './texts'

interface PictureProps {
  film: string
  state: State
  plan: FilmPlan | undefined
  progress: Progress | undefined
}

const SIGNS: Partial<Record<ReturnType<typeof shelfOf>, ReactNode>> = {
  waiting: <Hourglass aria-hidden="true" />,
  over: <CircleSlash2 aria-hidden="true" />,
}

/** The film where it is there; while it is made what was just drawn, else the storyboard's first still. */
export function Picture({ film, state, plan, progress }: PictureProps) {
  const t = useTexts()
  const width = plan?.plan.width ?? 9
  const height = plan?.plan.height ?? 16
  const shape = { aspectRatio: `${width} / ${height}`, '--ratio': String(width / height) } as const
  if (plan?.film)
    return (
      <video
        key={film}
        className={styles.video}
        style={shape}
        src={videoOf(film)}
        poster={plan.stills > 0 ? stillOf(film, 0) : undefined}
        controls
        playsInline
        loop
        preload="metadata"
        aria-label={t('play')}
      >
        <track kind="captions" src={captionsOf(film)} label={t('captions')} default />
      </video>
    )
  const preview = progress?.busy && progress.picture_at
  return (
    <div className={styles.video} style={shape} data-making={shelfOf(state) === 'making'}>
      {preview ? (
        <img
          className={styles.glimpse}
          src={`/api/v1/productions/${film}/preview?at=${encodeURIComponent(progress.picture_at ?? '')}`}
          alt={t('preview')}
        />
      ) : plan && plan.stills > 0 ? (
        <img className={styles.glimpse} src={stillOf(film, 0)} alt={t('shot_number', { number: 1 })} />
      ) : (
        <div className={styles.blank}>
          {SIGNS[shelfOf(state)] ?? <Film aria-hidden="true" />}
          {shelfOf(state) === 'making' && <p>{t('no_picture')}</p>}
        </div>
      )}
    </div>
  )
}
