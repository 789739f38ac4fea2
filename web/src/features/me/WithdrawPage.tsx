import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, Download, Fingerprint, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { api, body } from '../../api/client'
import { useMe } from '../../api/me'
import { confirmed, wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import buttons from '../../design/Button.module.css'
import { Page } from '../../design/Page'
import { Spinner } from '../../design/Spinner'
import { Empty, ErrorRemark, Waiting } from '../../design/States'
import { Switch } from '../../design/Switch'
import { moment } from '../../i18n/times'
import styles from './Me.module.css'
import { type Step, type Withdrawal, withdrawalQuery } from './queries'
import { useTexts } from './texts'

const STEPS: readonly Step[] = ['stopped', 'key_destroyed', 'erased', 'proven']

/** Taking oneself out of everything: said plainly, confirmed, watched, and proven. */
export function WithdrawPage() {
  const t = useTexts()
  const me = useMe()
  const withdrawal = useQuery(withdrawalQuery)
  if (withdrawal.isPending) return <Waiting />
  const done = withdrawal.data ?? null
  return (
    <Page title={t('withdraw')} back>
      {me.has_cameo ? <Asking /> : done ? <Going withdrawal={done} /> : <Nothing />}
    </Page>
  )
}

function Nothing() {
  const t = useTexts()
  return (
    <Empty icon={<ShieldCheck />} title={t('nothing_here')}>
      {t('nothing_here_more')}
    </Empty>
  )
}

function Asking() {
  const t = useTexts()
  const queries = useQueryClient()
  const [sure, setSure] = useState(false)
  const leaving = useMutation({
    mutationFn: () => confirmed(() => body(api.DELETE('/api/v1/me/cameo'))),
    onSuccess: async found => {
      queries.setQueryData(withdrawalQuery.queryKey, found)
      await queries.invalidateQueries()
    },
  })
  const error = wasDismissed(leaving.error) ? null : leaving.error
  return (
    <div className={styles.leaving}>
      <p>{t('withdraw_intro')}</p>
      <ol className={styles.plainly}>
        {(['stops', 'films', 'key', 'erased', 'receipt'] as const).map(what => (
          <li key={what}>{t(`leave_${what}`)}</li>
        ))}
      </ol>
      <div className={styles.stays}>
        <h2>{t('stays')}</h2>
        <ul>
          {(['account', 'words', 'copies'] as const).map(what => (
            <li key={what}>{t(`stays_${what}`)}</li>
          ))}
        </ul>
      </div>
      <Switch on={sure} onChange={setSure}>
        {t('sure')}
      </Switch>
      <ErrorRemark error={error} />
      <Button
        tone="no"
        size="l"
        wide
        icon={<Fingerprint />}
        isDisabled={!sure}
        busy={leaving.isPending}
        onPress={() => leaving.mutate()}
      >
        {t('withdraw_do')}
      </Button>
      <p className={styles.small}>{t('withdraw_passkey')}</p>
    </div>
  )
}

function Going({ withdrawal }: { withdrawal: Withdrawal }) {
  const t = useTexts()
  const reached = STEPS.indexOf(withdrawal.step)
  const times: Record<Step, string | null> = {
    stopped: withdrawal.at,
    key_destroyed: withdrawal.key_destroyed_at,
    erased: withdrawal.erased_at,
    proven: withdrawal.proven_at,
  }
  return (
    <div className={styles.leaving}>
      <p>{t(withdrawal.receipt ? 'gone' : 'going')}</p>
      <ol className={styles.steps} aria-live="polite">
        {STEPS.map((step, place) => (
          <li key={step} className={place <= reached ? styles.done : undefined}>
            <span className={styles.mark}>{place <= reached ? <Check /> : <Spinner />}</span>
            <span className={styles.words}>
              <span>{t(`step_${step}`)}</span>
              {times[step] && <span className={styles.small}>{moment(times[step])}</span>}
            </span>
          </li>
        ))}
      </ol>
      <dl className={styles.counts}>
        <Count name={t('count_films')} value={withdrawal.productions_ended} />
        <Count name={t('count_grants')} value={withdrawal.grants_ended} />
        <Count name={t('count_requests')} value={withdrawal.requests_ended} />
        <Count
          name={t('count_files')}
          value={withdrawal.films_erased + withdrawal.stills_erased + withdrawal.recordings_erased}
        />
      </dl>
      {withdrawal.receipt && <Receipt id={withdrawal.id} text={withdrawal.receipt} />}
      <div className={styles.stays}>
        <h2>{t('remains')}</h2>
        <ul>
          {withdrawal.remains.map(one => (
            <li key={one.what}>
              {t(`remains_${one.what}`)}
              {one.until && ` (${t('until', { moment: moment(one.until) })})`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function Count({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** The receipt as a file, and where it can be checked. */
function Receipt({ id, text }: { id: string; text: string }) {
  const t = useTexts()
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/jose' }))
    link.download = `walkon-receipt-${id.slice(0, 8)}.jws`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div className={styles.receipt}>
      <ShieldCheck aria-hidden="true" />
      <div>
        <strong>{t('receipt')}</strong>
        <p>{t('receipt_more')}</p>
      </div>
      <Button tone="light" icon={<Download />} onPress={save}>
        {t('receipt_save')}
      </Button>
      <Link to="/check" className={`${buttons.button} ${buttons.quiet} ${buttons.m}`}>
        {t('receipt_check')}
      </Link>
    </div>
  )
}
