import { Link } from '@tanstack/react-router'
import { Globe, Lock, Repeat2, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMe } from '../../api/me'
import { Avatar } from '../../design/Avatar'
import { ago } from '../../i18n/times'
import { Actions } from './Actions'
import { Film } from './Film'
import { type Release, useFollow, useLike } from './queries'
import styles from './Scene.module.css'
import { useTexts } from './texts'

// What opens over a film is fetched when it first does: the first film is on the screen sooner.
const CommentsSheet = lazy(async () => ({ default: (await import('./CommentsSheet')).CommentsSheet }))
const ShareSheet = lazy(async () => ({ default: (await import('./ShareSheet')).ShareSheet }))
const MoreSheet = lazy(async () => ({ default: (await import('./MoreSheet')).MoreSheet }))

export type Opened = 'comments' | 'share' | 'more' | null

interface SceneProps {
  release: Release
  current: boolean
  near: boolean
}

/** One film of the feed: it fills the screen; who is in it below, what one may do with it at the side. */
export function Scene({ release, current, near }: SceneProps) {
  const t = useTexts()
  const like = useLike(release.id)
  const [opened, open] = useState<Opened>(null)
  const label = t('film_by', { handle: release.owner })
  const close = () => open(null)
  return (
    <article className={styles.scene} aria-label={label} inert={!current} data-film={release.id}>
      <div className={styles.middle}>
        <div className={styles.frame}>
          <Film
            film={release.id}
            label={label}
            current={current}
            near={near}
            onLike={() => !release.liked && like.mutate(true)}
          >
            <About release={release} />
          </Film>
        </div>
        <Actions release={release} onOpen={open} onLike={() => like.mutate(!release.liked)} />
      </div>
      <Suspense fallback={null}>
        {current && opened === 'comments' && <CommentsSheet release={release} onClose={close} />}
        {current && opened === 'share' && <ShareSheet release={release} onClose={close} />}
        {current && opened === 'more' && <MoreSheet release={release} onClose={close} />}
      </Suspense>
    </article>
  )
}

function About({ release }: { release: Release }) {
  const t = useTexts()
  const others = release.cast.filter(handle => handle !== '' && handle !== release.owner)
  return (
    <div className={styles.about}>
      <div className={styles.maker}>
        <Link to="/people/$handle" params={{ handle: release.owner }} className={styles.owner}>
          <Avatar handle={release.owner} size={36} />@{release.owner}
        </Link>
        <FollowHere release={release} />
      </div>
      {others.length > 0 && (
        <p className={styles.cast}>
          {t('with')}{' '}
          {others.map(handle => (
            <Link key={handle} to="/people/$handle" params={{ handle }}>
              @{handle}
            </Link>
          ))}
        </p>
      )}
      <p className={styles.facts}>
        <time dateTime={release.released_at}>{ago(release.released_at)}</time>
        <Circle audience={release.audience} />
        {release.descent && (
          <span>
            <Repeat2 aria-hidden="true" /> {t(`descent_${release.descent}`)}
          </span>
        )}
      </p>
    </div>
  )
}

function Circle({ audience }: { audience: Release['audience'] }) {
  const t = useTexts()
  if (audience === 'anyone' || audience === 'server')
    return (
      <span>
        <Globe aria-hidden="true" /> {t(audience === 'anyone' ? 'for_anyone' : 'for_server')}
      </span>
    )
  return (
    <span>
      {audience === 'friends' ? <Users aria-hidden="true" /> : <Lock aria-hidden="true" />}{' '}
      {t(audience === 'friends' ? 'for_friends' : 'for_cast')}
    </span>
  )
}

function FollowHere({ release }: { release: Release }) {
  const t = useTexts()
  const me = useMe()
  const follow = useFollow(release.owner)
  const [began] = useState(release.i_follow)
  if (release.owner === me.handle || (release.i_follow && began)) return null
  return (
    <button
      type="button"
      className={styles.follow}
      aria-pressed={release.i_follow}
      onClick={() => follow.mutate(!release.i_follow)}
    >
      {release.i_follow ? t('following') : t('follow')}
    </button>
  )
}
