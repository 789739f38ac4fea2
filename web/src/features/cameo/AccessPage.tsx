import { useSuspenseQuery } from '@tanstack/react-query'
import { Globe, UserRoundCheck, Users } from 'lucide-react'
import { useState } from 'react'
import { type Grant, grantsQuery, inForce, useRevoke } from '../../api/rules'
import { Avatar } from '../../design/Avatar'
import { Button } from '../../design/Button'
import { Page, Section } from '../../design/Page'
import { Sheet } from '../../design/Sheet'
import { Empty, ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import { TermsList } from '../../design/terms/TermsList'
import { useTermTexts } from '../../design/terms/texts'
import { day } from '../../i18n/times'
import styles from './Cameo.module.css'
import { useTexts } from './texts'

const PAST = 20 // ended ones that are shown

export function AccessPage() {
  const t = useTexts()
  const { data: grants } = useSuspenseQuery(grantsQuery)
  const [asked, setAsked] = useState<Grant | null>(null)
  const now = grants.filter(grant => inForce(grant))
  const past = grants.filter(grant => !inForce(grant)).slice(0, PAST)
  return (
    <Page title={t('access')} back>
      {now.length === 0 ? (
        <Empty icon={<UserRoundCheck />} title={t('access_none')}>
          {t('access_none_more')}
        </Empty>
      ) : (
        <ul className={styles.grants} aria-label={t('access')}>
          {now.map(grant => (
            <GrantCard key={grant.id} grant={grant} onRevoke={() => setAsked(grant)} />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <Section title={t('over')}>
          <ul className={styles.grants}>
            {past.map(grant => (
              <GrantCard key={grant.id} grant={grant} />
            ))}
          </ul>
        </Section>
      )}
      <Revoking grant={asked} onDone={() => setAsked(null)} />
    </Page>
  )
}

function GrantCard({ grant, onRevoke }: { grant: Grant; onRevoke?: () => void }) {
  const t = useTexts()
  const term = useTermTexts()
  const used = grant.videos_used > 0 ? ` · ${t('used', { count: grant.videos_used })}` : ''
  const when = grant.revoked_at
    ? t('ended_on', { day: day(grant.revoked_at) })
    : t('given', { day: day(grant.given_at) })
  return (
    <li className={onRevoke ? styles.grant : `${styles.grant} ${styles.past}`}>
      <div className={styles.head}>
        {grant.handle ? (
          <Avatar handle={grant.handle} />
        ) : (
          <span className={styles.circle}>{grant.to === 'friends' ? <Users /> : <Globe />}</span>
        )}
        <span className={styles.whom}>
          <strong>{term(`to_${grant.to}`, { handle: grant.handle ?? '' })}</strong>
          <span className={styles.small}>
            {when}
            {used}
          </span>
        </span>
        {onRevoke && (
          <Button tone="no" size="s" onPress={onRevoke}>
            {t('revoke')}
          </Button>
        )}
      </div>
      {onRevoke && <TermsList terms={grant.terms} />}
    </li>
  )
}

function Revoking({ grant, onDone }: { grant: Grant | null; onDone: () => void }) {
  const t = useTexts()
  const revoking = useRevoke()
  const revoke = () =>
    grant &&
    revoking.mutate(grant.id, {
      onSuccess: count => {
        say(t('revoked_toast', { count }))
        onDone()
      },
    })
  return (
    <Sheet
      title={t('revoke_title')}
      open={grant !== null}
      onClose={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t('keep')}</Button>
          <Button tone="no" busy={revoking.isPending} onPress={revoke}>
            {t('revoke')}
          </Button>
        </>
      }
    >
      <p>{t('revoke_more')}</p>
      <ErrorRemark error={revoking.error} />
    </Sheet>
  )
}
