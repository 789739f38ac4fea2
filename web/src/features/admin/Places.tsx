import { Link } from '@tanstack/react-router'
import { ScrollText, Server, Ticket, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe } from '../../api/me'
import { Page } from '../../design/Page'
import { Empty } from '../../design/States'
import { Tabs, tab } from '../../design/Tabs'
import { useTexts } from './texts'

const PLACES = [
  ['/admin', 'people', <Users key="p" />],
  ['/admin/invites', 'invites', <Ticket key="i" />],
  ['/admin/server', 'server', <Server key="s" />],
  ['/admin/audit', 'audit', <ScrollText key="a" />],
] as const

/** A page of the administration, with the ways to the others; words for whoever does not run the server. */
export function AdminPlace({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  const t = useTexts()
  const me = useMe()
  if (me.office !== 'admin')
    return (
      <Page title={t('title')}>
        <Empty icon={<Server />} title={t('not_yours')}>
          {t('not_yours_more')}
        </Empty>
      </Page>
    )
  return (
    <Page title={t('title')} actions={actions}>
      <Tabs label={t('places')}>
        {PLACES.map(([to, name, icon]) => (
          <Link
            key={to}
            to={to}
            className={tab}
            activeOptions={{ exact: true }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {icon}
            <span>{t(name)}</span>
          </Link>
        ))}
      </Tabs>
      {children}
    </Page>
  )
}
