import { Link } from '@tanstack/react-router'
import { Ellipsis, Heart, MessageCircle, Repeat2, Share } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe } from '../../api/me'
import { number } from '../../i18n/times'
import styles from './Actions.module.css'
import type { Release } from './queries'
import type { Opened } from './Scene'
import { useTexts } from './texts'

interface ActionsProps {
  release: Release
  onOpen: (what: Opened) => void
  onLike: () => void
}

/** What one may do with a film. */
export function Actions({ release, onOpen, onLike }: ActionsProps) {
  const t = useTexts()
  const me = useMe()
  const mine = release.owner === me.handle
  const cast = release.cast.includes(me.handle)
  const remixable = mine || release.remixing === 'audience' || (release.remixing === 'cast' && cast)
  return (
    <div className={styles.actions}>
      <Action
        label={t('like_count', { count: release.likes })}
        pressed={release.liked}
        onClick={onLike}
        words={number(release.likes)}
        lit
      >
        <Heart />
      </Action>
      <Action
        label={t('comments_count', { count: release.comments })}
        onClick={() => onOpen('comments')}
        words={number(release.comments)}
      >
        <MessageCircle />
      </Action>
      {remixable && (
        <Link
          to={'/create' as '/'}
          search={{ remix: release.id } as never}
          className={styles.action}
          aria-label={t('remix_it')}
        >
          <span className={styles.round}>
            <Repeat2 />
          </span>
          <span className={styles.words} aria-hidden="true">
            {t('remix')}
          </span>
        </Link>
      )}
      <Action label={t('share')} onClick={() => onOpen('share')} words={t('share')}>
        <Share />
      </Action>
      <Action label={t('more')} onClick={() => onOpen('more')}>
        <Ellipsis />
      </Action>
    </div>
  )
}

interface ActionProps {
  label: string
  onClick: () => void
  children: ReactNode
  words?: string
  pressed?: boolean
  lit?: boolean
}

function Action({ label, onClick, children, words, pressed, lit }: ActionProps) {
  return (
    <button
      type="button"
      className={lit && pressed ? `${styles.action} ${styles.lit}` : styles.action}
      aria-label={label}
      aria-pressed={pressed}
      {...(lit ? { 'data-like': true } : {})}
      onClick={onClick}
    >
      <span className={styles.round}>{children}</span>
      {words !== undefined && (
        <span className={styles.words} aria-hidden="true">
          {words}
        </span>
      )}
    </button>
  )
}
