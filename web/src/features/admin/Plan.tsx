import { useState } from 'react'
import { wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Field } from '../../design/Field'
import { Section } from '../../design/Page'
import { ErrorRemark, Remark } from '../../design/States'
import { day, number } from '../../i18n/times'
import styles from './Admin.module.css'
import { type Own, type PersonWhole, setPlan, type Tier } from './queries'
import { useTexts } from './texts'
import { useDeed } from './usePerson'

const TIERS: Tier[] = ['free', 'plus', 'pro', 'team']
const QUOTAS = ['productions_a_day', 'seconds_a_day', 'at_once', 'upload_bytes_a_day'] as const
const MEGABYTE = 1 << 20

type Typed = Record<(typeof QUOTAS)[number], string>

function typedOf(own: Own): Typed {
  const text = (value: number | null | undefined, unit = 1) =>
    value === null || value === undefined ? '' : String(Math.round(value / unit))
  return {
    productions_a_day: text(own.productions_a_day),
    seconds_a_day: text(own.seconds_a_day),
    at_once: text(own.at_once),
    upload_bytes_a_day: text(own.upload_bytes_a_day, MEGABYTE),
  }
}

function ownOf(typed: Typed): Own {
  const value = (text: string, unit = 1) => (text.trim() === '' ? null : Math.round(Number(text) * unit))
  return {
    productions_a_day: value(typed.productions_a_day),
    seconds_a_day: value(typed.seconds_a_day),
    at_once: value(typed.at_once),
    upload_bytes_a_day: value(typed.upload_bytes_a_day, MEGABYTE),
  }
}

/** What somebody may use, how much of it they do, and what is changed about it. */
export function Plan({ person }: { person: PersonWhole }) {
  const t = useTexts()
  const [tier, setTier] = useState(person.tier)
  const [typed, setTyped] = useState(typedOf(person.own))
  const saving = useDeed(
    person.handle,
    () => setPlan(person.handle, { tier, own: ownOf(typed) }),
    () => t('saved'),
  )
  const changed = tier !== person.tier || JSON.stringify(typed) !== JSON.stringify(typedOf(person.own))
  const wrong = QUOTAS.some(name => !/^\s*\d*\s*$/.test(typed[name]))
  return (
    <Section title={t('plan')} hint={t('plan_hint')}>
      <div className={styles.meters}>
        <Meter name={t('productions')} used={person.productions.used} limit={person.productions.limit} />
        <Meter name={t('seconds')} used={person.seconds.used} limit={person.seconds.limit} />
        <Meter name={t('at_work')} used={person.at_work.used} limit={person.at_work.limit} />
        <Meter
          name={t('bytes')}
          used={person.bytes.used / MEGABYTE}
          limit={person.bytes.limit / MEGABYTE}
          unit=" MB"
        />
      </div>
      {person.follows === 'limited' && person.eases_at && (
        <Remark mood="warn">{t('limited', { day: day(person.eases_at) })}</Remark>
      )}
      <Choice
        label={t('tier')}
        form="pills"
        value={tier}
        onChange={setTier}
        options={TIERS.map(value => ({ value, label: t(`tier_${value}`) }))}
      />
      <div>
        <h3>{t('own')}</h3>
        <p className={styles.small}>{t('own_hint')}</p>
      </div>
      <div className={styles.fields}>
        {QUOTAS.map(name => (
          <Field
            key={name}
            label={t(`own_${name}`)}
            placeholder={t('as_tier')}
            inputMode="numeric"
            value={typed[name]}
            onChange={value => setTyped({ ...typed, [name]: value })}
          />
        ))}
      </div>
      {!wasDismissed(saving.error) && <ErrorRemark error={saving.error} />}
      <div>
        <Button
          tone="ink"
          isDisabled={!changed || wrong}
          busy={saving.isPending}
          onPress={() => saving.mutate()}
        >
          {t('save')}
        </Button>
      </div>
    </Section>
  )
}

interface MeterProps {
  name: string
  used: number
  limit: number
  unit?: string
}

function Meter({ name, used, limit, unit = '' }: MeterProps) {
  const t = useTexts()
  const words = t('used', { used: number(Math.round(used)), limit: `${number(Math.round(limit))}${unit}` })
  return (
    <div className={styles.meter}>
      <span>{name}</span>
      <span className={styles.small}>{words}</span>
      <progress max={Math.max(limit, 1)} value={Math.min(used, limit)} aria-label={`${name}: ${words}`} />
    </div>
  )
}
