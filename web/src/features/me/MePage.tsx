import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  Clapperboard,
  Download,
  Flag,
  Gauge,
  Gavel,
  Scale,
  ScanFace,
  Server,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  Trash2,
  UserRoundCheck,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe } from '../../api/me'
import { grantsQuery, inForce } from '../../api/rules'
import { Avatar } from '../../design/Avatar'
import buttons from '../../design/Button.module.css'
import { Chip } from '../../design/Chip'
import { Columns } from '../../design/Columns'
import { Page, Section } from '../../design/Page'
import { Portrait } from '../../design/Portrait'
import { Inside, Rows, rowItem, rowLink } from '../../design/Row'
import { day } from '../../i18n/times'
import { ExportRow } from './ExportRow'
import styles from './Me.module.css'
import { useTexts } from './texts'

/** Everything that is mine, one touch away. */
export function MePage() {
  const t = useTexts()
  const me = useMe()
  const grants = useQuery(grantsQuery).data ?? []
  const given = grants.filter(grant => inForce(grant)).length
  return (
    <Page
      wide
      title={t('title')}
      actions={
        <Link to="/settings" className={`${buttons.icon} ${buttons.plain}`} aria-label={t('settings')}>
          <Settings />
        </Link>
      }
    >
      <div className={styles.me}>
        {me.has_cameo ? (
          <Link to="/me/cameo" className={styles.face} aria-label={t('cameo')}>
            <Portrait handle={me.handle} size={112} label={t('portrait')} />
          </Link>
        ) : (
          <Avatar handle={me.handle} size={112} />
        )}
        <div className={styles.about}>
          <strong className={styles.name}>@{me.handle}</strong>
          <span className={styles.small}>{t('since', { day: day(me.joined_at) })}</span>
          <span className={styles.chips}>
            <Chip>{t(`tier_${me.tier}`)}</Chip>
            {me.office !== 'member' && <Chip mood="light">{t(`office_${me.office}`)}</Chip>}
          </span>
        </div>
      </div>
      {!me.has_cameo && (
        <div className={styles.begin}>
          <strong>{t('no_cameo')}</strong>
          <p>{t('no_cameo_more')}</p>
          <Link to="/record" className={`${buttons.button} ${buttons.light} ${buttons.m}`}>
            {t('record')}
          </Link>
        </div>
      )}
      <Columns
        beside={
          <>
            <Section title={t('account')}>
              <Rows>
                <Way to="/settings" icon={<Settings />} title={t('settings')} hint={t('settings_more')} />
                <Way to="/me/plan" icon={<Gauge />} title={t('plan')} hint={t('plan_more')} />
                <Way to="/me/reports" icon={<Flag />} title={t('reports')} hint={t('reports_more')} />
                <Way to="/me/strikes" icon={<Scale />} title={t('strikes')} hint={t('strikes_more')} />
                <ExportRow icon={<Download />} />
                <Way to="/me/withdraw" icon={<Trash2 />} title={t('withdraw')} hint={t('withdraw_hint')} />
              </Rows>
            </Section>
            <Section title={t('elsewhere_here')}>
              <Rows>
                {me.office !== 'member' && <Way to="/desk" icon={<Gavel />} title={t('desk')} />}
                {me.office === 'admin' && <Way to="/admin" icon={<Server />} title={t('admin')} />}
                <Way to="/check" icon={<ShieldCheck />} title={t('check')} />
              </Rows>
            </Section>
          </>
        }
      >
        <Section title={t('my_cameo')}>
          <Rows>
            <Way to="/me/cameo" icon={<ScanFace />} title={t('cameo')} hint={t('cameo_more')} />
            {me.has_cameo && (
              <>
                <Way
                  to="/me/cameo/rules"
                  icon={<SlidersHorizontal />}
                  title={t('rules')}
                  hint={t('rules_more')}
                />
                <Way
                  to="/me/access"
                  icon={<UserRoundCheck />}
                  title={t('access')}
                  hint={t('access_more')}
                  end={given > 0 ? given : undefined}
                />
                <Way to="/me/films" icon={<Clapperboard />} title={t('films')} hint={t('films_more')} />
              </>
            )}
          </Rows>
        </Section>
      </Columns>
    </Page>
  )
}

interface WayProps {
  to: string
  icon: ReactNode
  title: string
  hint?: string
  end?: ReactNode
}

function Way({ to, icon, title, hint, end }: WayProps) {
  return (
    <li className={rowItem}>
      <Link to={to as '/'} className={rowLink}>
        <Inside icon={icon} title={title} hint={hint} end={end} leads />
      </Link>
    </li>
  )
}
