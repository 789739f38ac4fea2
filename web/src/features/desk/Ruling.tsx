import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { useMe } from '../../api/me'
import { confirmed, wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Field } from '../../design/Field'
import { ErrorRemark } from '../../design/States'
import { Switch } from '../../design/Switch'
import styles from './Desk.module.css'
import { decideReport, handOver, hearAppeal, type Report } from './queries'
import { useTexts } from './texts'

type Wanted = Schemas['Ruled']['ruling']
const RULINGS: Wanted[] = [
  'dismiss',
  'warn',
  'withdraw_release',
  'remove_comment',
  'suspend_cameo',
  'suspend_account',
]
/** Rulings that fit one kind of thing only. */
const ONLY_FOR: Partial<Record<Wanted, Report['target']>> = {
  withdraw_release: 'release',
  remove_comment: 'comment',
}

interface RulingProps {
  report: Report
  onDone: (words: string) => void
}

/** What is decided about a report, or about an appeal. */
export function Ruling({ report, onDone }: RulingProps) {
  return report.state === 'appealed' ? (
    <Hearing report={report} onDone={onDone} />
  ) : (
    <Deciding report={report} onDone={onDone} />
  )
}

function Deciding({ report, onDone }: RulingProps) {
  const t = useTexts()
  const me = useMe()
  const [ruling, setRuling] = useState<Wanted | null>(null)
  const [strike, setStrike] = useState(false)
  const [note, setNote] = useState('')
  const deciding = useMutation({
    mutationFn: (wanted: Wanted) =>
      confirmed(() =>
        decideReport(report.id, { ruling: wanted, note, strike: strike && wanted !== 'dismiss' }),
      ),
    onSuccess: () => onDone(t('done_ruled')),
  })
  const handing = useMutation({
    mutationFn: () => confirmed(() => handOver(report.id)),
    onSuccess: () => onDone(t('done_handed_over')),
  })
  const against = ruling !== null && ruling !== 'dismiss'
  const onlyAdmin = report.in_office && me.office !== 'admin'
  const error = deciding.error ?? handing.error
  return (
    <div className={styles.form}>
      <Choice
        label={t('ruling')}
        hideLabel
        value={ruling}
        onChange={setRuling}
        options={RULINGS.filter(one => (ONLY_FOR[one] ?? report.target) === report.target).map(value => ({
          value,
          label: t(`ruling_${value}`),
          hint: t(`ruling_${value}_hint`),
          disabled: onlyAdmin && value !== 'dismiss',
        }))}
      />
      {against && (
        <Switch on={strike} onChange={setStrike} hint={t('strike_hint')}>
          {t('strike')}
        </Switch>
      )}
      <Field
        label={t('words')}
        hint={t('words_hint')}
        rows={3}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      {!wasDismissed(error) && <ErrorRemark error={error} />}
      <Button
        tone={against ? 'no' : 'ink'}
        wide
        isDisabled={ruling === null}
        busy={deciding.isPending}
        onPress={() => ruling && deciding.mutate(ruling)}
      >
        {t('rule_now')}
      </Button>
      {report.state === 'open' && (
        <Button tone="bare" busy={handing.isPending} onPress={() => handing.mutate()}>
          {t('hand_over')}
        </Button>
      )}
    </div>
  )
}

function Hearing({ report, onDone }: RulingProps) {
  const t = useTexts()
  const [heard, setHeard] = useState<'upheld' | 'overturned' | null>(null)
  const hearing = useMutation({
    mutationFn: (wanted: 'upheld' | 'overturned') => confirmed(() => hearAppeal(report.id, wanted)),
    onSuccess: () => onDone(t('done_heard')),
  })
  return (
    <div className={styles.form}>
      <Choice
        label={t('ruling')}
        hideLabel
        value={heard}
        onChange={setHeard}
        options={(['upheld', 'overturned'] as const).map(value => ({
          value,
          label: t(`heard_${value}`),
          hint: t(`heard_${value}_hint`),
        }))}
      />
      {!wasDismissed(hearing.error) && <ErrorRemark error={hearing.error} />}
      <Button
        tone="ink"
        wide
        isDisabled={heard === null}
        busy={hearing.isPending}
        onPress={() => heard && hearing.mutate(heard)}
      >
        {t('rule_now')}
      </Button>
    </div>
  )
}
