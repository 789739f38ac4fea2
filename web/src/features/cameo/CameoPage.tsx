import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  Clapperboard,
  ScanFace,
  Send,
  ShieldCheck,
  SlidersHorizontal,
  Trash2,
  UserRoundCheck,
  Video,
} from 'lucide-react'
import { useMe } from '../../api/me'
import { type Cameo, cameoQuery, grantsQuery, inForce, rulesOf } from '../../api/rules'
import buttons from '../../design/Button.module.css'
import { Chip } from '../../design/Chip'
import { Columns } from '../../design/Columns'
import { Page } from '../../design/Page'
import { Portrait } from '../../design/Portrait'
import { Inside, Rows, rowItem, rowLink } from '../../design/Row'
import { Empty, Remark } from '../../design/States'
import { day } from '../../i18n/times'
import styles from './Cameo.module.css'
import { useTexts } from './texts'

export function CameoPage() {
  const t = useTexts()
  const { data: cameo } = useSuspenseQuery(cameoQuery)
  return (
    <Page title={t('title')} back wide={cameo !== null}>
      {cameo ? (
        <Mine cameo={cameo} />
      ) : (
        <Empty
          icon={<ScanFace />}
          title={t('none_title')}
          action={
            <div className={styles.ways}>
              <Link to="/record" className={`${buttons.button} ${buttons.light} ${buttons.l}`}>
                {t('record')}
              </Link>
              <Link to="/me/cameo/elsewhere" className={`${buttons.button} ${buttons.bare} ${buttons.m}`}>
                {t('bring_along')}
              </Link>
            </div>
          }
        >
          {t('none_more')}
        </Empty>
      )}
    </Page>
  )
}

function Mine({ cameo }: { cameo: Cameo }) {
  const t = useTexts()
  const me = useMe()
  const { data: grants } = useSuspenseQuery(grantsQuery)
  const { who } = rulesOf(cameo, grants)
  const given = grants.filter(grant => inForce(grant)).length
  return (
    <Columns
      beside={
        <>
          {cameo.standing === 'unverified' && <Remark mood="warn">{t('unverified_more')}</Remark>}
          {cameo.suspended && <Remark mood="no">{t('suspended')}</Remark>}
          <Rows>
            <Way
              to="/me/cameo/rules"
              icon={<SlidersHorizontal />}
              title={t('rules')}
              hint={me.minor ? t('who_me') : t(`who_${who}`)}
            />
            <Way
              to="/me/access"
              icon={<UserRoundCheck />}
              title={t('access')}
              end={given > 0 ? given : undefined}
            />
            <Way to="/me/films" icon={<Clapperboard />} title={t('films')} hint={t('films_more')} />
            <Way to="/record" icon={<Video />} title={t('record_again')} hint={t('record_again_more')} />
            <Way to="/me/cameo/elsewhere" icon={<Send />} title={t('elsewhere')} hint={t('elsewhere_more')} />
            <Way to="/me/withdraw" icon={<Trash2 />} title={t('withdraw')} hint={t('withdraw_more')} />
          </Rows>
        </>
      }
    >
      <div className={styles.card}>
        <Portrait handle={me.handle} size={176} label={t('portrait')} />
        <div className={styles.about}>
          <strong className={styles.name}>@{me.handle}</strong>
          <span className={styles.small}>{t('made', { when: day(cameo.created_at) })}</span>
          <Chip
            mood={cameo.standing === 'verified' ? 'yes' : 'warn'}
            icon={cameo.standing === 'verified' ? <ShieldCheck /> : undefined}
          >
            {t(`standing_${cameo.standing}`)}
          </Chip>
        </div>
      </div>
    </Columns>
  )
}

interface WayProps {
  to: string
  icon: React.ReactNode
  title: string
  hint?: string
  end?: React.ReactNode
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
