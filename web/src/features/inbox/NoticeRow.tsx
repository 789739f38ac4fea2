import { Link } from '@tanstack/react-router'
import {
  BadgeCheck,
  Ban,
  Bell,
  CalendarX,
  Clapperboard,
  Eye,
  Gavel,
  KeyRound,
  type LucideIcon,
  MessageCircle,
  PencilLine,
  ScanFace,
  Send,
  ShieldAlert,
  TriangleAlert,
  Undo2,
  UserRoundCheck,
  UserRoundPlus,
} from 'lucide-react'
import { useMe } from '../../api/me'
import { Avatar } from '../../design/Avatar'
import { ago } from '../../i18n/times'
import styles from './Inbox.module.css'
import type { Notice } from './queries'
import { useNoticeWords, useTexts } from './texts'

const SIGNS: Record<string, LucideIcon> = {
  ask_granted: UserRoundCheck,
  granted: UserRoundCheck,
  revoked: Undo2,
  approved: BadgeCheck,
  turned_down: Ban,
  change_wanted: PencilLine,
  ready: Clapperboard,
  failed: TriangleAlert,
  released: Clapperboard,
  withdrawn: Undo2,
  expired: CalendarX,
  followed: UserRoundPlus,
  commented: MessageCircle,
  remade: Clapperboard,
  account_suspended: ShieldAlert,
  account_restored: BadgeCheck,
  cameo_packed: Send,
  cameo_brought: ScanFace,
  security: KeyRound,
  take_judged: ScanFace,
  recording_opened: Eye,
  film_in_review: Eye,
  film_reviewed: Eye,
  cameo_suspended: ShieldAlert,
  at_the_desk: Gavel,
  report_decided: Gavel,
  ruled_against: Gavel,
  appeal_heard: Gavel,
}

/** Where a notice that is not about a film leads. */
const PLACES: Record<string, string> = {
  security: '/settings/security',
  take_judged: '/me/cameo',
  cameo_suspended: '/me/cameo',
  recording_opened: '/me/cameo',
  account_suspended: '/me/reports',
  account_restored: '/me/reports',
  cameo_packed: '/me/cameo',
  cameo_brought: '/me/cameo',
  at_the_desk: '/desk',
  report_decided: '/me/reports',
  ruled_against: '/me/reports',
  appeal_heard: '/me/reports',
  granted: '/create',
  ask_granted: '/create',
}

/** Where a notice leads: to the film it is about, to what can be done about it, or nowhere. */
function placeOf(notice: Notice, me: string): string | undefined {
  if (notice.event === 'followed' && notice.by) return `/people/${notice.by}`
  if (!notice.film) return PLACES[notice.event]
  const own = notice.film.owner === me && notice.event !== 'change_wanted'
  return own ? `/films/${notice.production}` : `/inbox/film/${notice.production}`
}

/** One thing somebody was told. */
export function NoticeRow({ notice }: { notice: Notice }) {
  const words = useNoticeWords()
  const t = useTexts()
  const Sign = SIGNS[notice.event] ?? Bell
  const place = placeOf(notice, useMe().handle)
  const inside = (
    <>
      <span className={styles.sign}>
        {notice.by ? (
          <Avatar handle={notice.by} />
        ) : (
          <span className={styles.circle}>
            <Sign aria-hidden="true" />
          </span>
        )}
      </span>
      <span className={styles.words}>
        <span className={styles.said}>{words(notice)}</span>
        {notice.film && <span className={styles.about}>“{notice.film.words}”</span>}
        <time className={styles.when} dateTime={notice.at}>
          {ago(notice.at)}
        </time>
      </span>
      {!notice.read && (
        <span className={styles.dot}>
          <span className="unseen">{t('unread')}</span>
        </span>
      )}
    </>
  )
  return (
    <li className={notice.read ? styles.notice : `${styles.notice} ${styles.unread}`}>
      {place ? <Link to={place as '/'}>{inside}</Link> : <div className={styles.plain}>{inside}</div>}
    </li>
  )
}
