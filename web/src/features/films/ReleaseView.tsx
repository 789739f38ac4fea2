import { Link } from '@tanstack/react-router'
import { Shuffle } from 'lucide-react'
import { Avatar } from '../../design/Avatar'
import { Page } from '../../design/Page'
import { ago } from '../../i18n/times'
import styles from './Films.module.css'
import { captionsOf, type Release, videoOf } from './queries'
import { useTexts } from './texts'

/** A released film for somebody who is not in it: the film, whose it is, and a remix where that is allowed. */
export function ReleaseView({ film }: { film: Release }) {
  const t = useTexts()
  return (
    <Page title={t('watch_release', { owner: film.owner })} back>
      <video
        className={styles.watched}
        src={videoOf(film.id)}
        controls
        playsInline
        loop
        preload="metadata"
        aria-label={t('play')}
      >
        <track kind="captions" src={captionsOf(film.id)} label={t('captions')} default />
      </video>
      <div className={styles.byline}>
        <Avatar handle={film.owner} size={40} />
        <span>
          <strong>{film.cast.map(handle => `@${handle}`).join(', ')}</strong>
          <span className={styles.small}>{ago(film.released_at)}</span>
        </span>
        {film.remixing === 'audience' && (
          <Link to="/create" search={{ remix: film.id }} className={styles.deed}>
            <Shuffle aria-hidden="true" />
            <span>{t('remix')}</span>
          </Link>
        )}
      </div>
    </Page>
  )
}
