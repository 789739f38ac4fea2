import { Link, Outlet } from '@tanstack/react-router'
import {
  Bell,
  CircleUserRound,
  Clapperboard,
  Gavel,
  House,
  Plus,
  Settings,
  ShieldCheck,
  Users,
} from 'lucide-react'
import { type ReactNode, Suspense, useEffect } from 'react'
import { listen } from '../api/live'
import { type Me, useMaybeMe } from '../api/me'
import { Badge } from '../design/Chip'
import { Logo } from '../design/Logo'
import { Waiting } from '../design/States'
import { Offline } from './Offline'
import { Session } from './Session'
import styles from './Shell.module.css'
import { useTexts } from './texts'
import { useBadges } from './useBadges'

/** The frame of every screen: a bar below on phones, a rail at the side of wide screens. */
export function Shell() {
  const t = useTexts()
  const me = useMaybeMe()
  useListening(me?.id)
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      {me && <Bar me={me} />}
      <main className={styles.content} id="content" tabIndex={-1}>
        <Offline />
        {me?.suspended && (
          <p className={styles.suspended}>
            {t('suspended')} <Link to="/me/strikes">{t('suspended_why')}</Link>
          </p>
        )}
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      {me && <Session account={me.id} />}
    </div>
  )
}

function Bar({ me }: { me: Me }) {
  const t = useTexts()
  const count = useBadges(me.id)
  const unread = <Badge count={count} label={t('unread', { count })} />
  return (
    <nav className={styles.bar} aria-label={t('main')}>
      <Link to="/" className={styles.brand} aria-label="Walkon">
        <Logo size={34} />
        <span>Walkon</span>
      </Link>
      <Place to="/" icon={<House />} exact>
        {t('home')}
      </Place>
      <Place to="/people" icon={<Users />}>
        {t('people')}
      </Place>
      <Link to="/create" className={`${styles.place} ${styles.create}`}>
        <span className={styles.plus}>
          <Plus />
        </span>
        <span>{t('create')}</span>
      </Link>
      <Place to="/inbox" icon={<Bell />} badge={unread}>
        {t('inbox')}
      </Place>
      <Place to="/me" icon={<CircleUserRound />}>
        {t('me')}
      </Place>
      <div className={styles.more}>
        {me.office !== 'member' && (
          <Place to="/desk" icon={<Gavel />}>
            {t('desk')}
          </Place>
        )}
        {me.office === 'admin' && (
          <Place to="/admin" icon={<Clapperboard />}>
            {t('admin')}
          </Place>
        )}
        <Place to="/check" icon={<ShieldCheck />}>
          {t('check')}
        </Place>
        <Place to="/settings" icon={<Settings />}>
          {t('settings')}
        </Place>
      </div>
    </nav>
  )
}

interface PlaceProps {
  to: string
  icon: ReactNode
  children: ReactNode
  badge?: ReactNode
  exact?: boolean
}

function Place({ to, icon, children, badge, exact }: PlaceProps) {
  return (
    <Link
      to={to as '/'}
      className={styles.place ?? ''}
      activeProps={{ className: `${styles.place} ${styles.here}`, 'aria-current': 'page' }}
      activeOptions={{ exact: exact ?? false }}
    >
      <span className={styles.picture}>
        {icon}
        {badge && <span className={styles.badge}>{badge}</span>}
      </span>
      <span className={styles.word}>{children}</span>
    </Link>
  )
}

function useListening(account: string | undefined): void {
  useEffect(() => {
    if (account === undefined) return undefined
    return listen()
  }, [account])
}
