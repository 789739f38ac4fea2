import { type Rules, shownTo, type Visibility, type Who } from '../../api/rules'
import { Checks } from '../../design/Checks'
import { Choice } from '../../design/Choice'
import { Remark } from '../../design/States'
import { Switch } from '../../design/Switch'
import { useTermTexts } from '../../design/terms/texts'
import styles from './RulesForm.module.css'
import { useTexts } from './texts'
import { WordList } from './WordList'

const WHO: readonly Who[] = ['me', 'asked', 'friends', 'everyone']
const SEEN: readonly Visibility[] = ['nobody', 'friends', 'members']
const KINDS = [
  'everyday',
  'comedy',
  'romance',
  'horror',
  'violence',
  'alcohol',
  'swimwear',
  'politics',
  'religion',
  'news',
  'advertising',
] as const
const PURPOSES = ['personal', 'education', 'art', 'commercial'] as const
const AUDIENCES = ['requester', 'cast', 'friends', 'server', 'anyone'] as const
const APPROVALS = ['every_video', 'first_time', 'none'] as const

interface RulesFormProps {
  value: Rules
  onChange: (rules: Rules) => void
  /** Whose cameo is private whatever is chosen. */
  minor?: boolean
}

/** Who may use a cameo, for what, and what never: the form behind one's own cameo and right after a recording. */
export function RulesForm({ value, onChange, minor }: RulesFormProps) {
  const t = useTexts()
  const set = (change: Partial<Rules>) => onChange({ ...value, ...change })
  const open = value.who === 'friends' || value.who === 'everyone'
  return (
    <div className={styles.rules}>
      {minor ? (
        <Remark>{t('minor')}</Remark>
      ) : (
        <>
          <Choice
            label={t('who')}
            value={value.who}
            onChange={who => set({ who })}
            options={WHO.map(who => ({ value: who, label: t(`who_${who}`), hint: t(`who_${who}_more`) }))}
          />
          {(value.who === 'asked' || value.who === 'friends') && (
            <Choice
              label={t('seen')}
              form="pills"
              value={shownTo(value)}
              onChange={seen => set({ seen })}
              options={SEEN.map(seen => ({ value: seen, label: t(`seen_${seen}`) }))}
            />
          )}
          {open && <ForWhat value={value} set={set} />}
        </>
      )}
      <WordList
        label={t('restrictions')}
        hint={t('restrictions_more')}
        placeholder={t('restrictions_example')}
        value={value.restrictions}
        onChange={restrictions => set({ restrictions })}
      />
      <WordList
        label={t('preferences')}
        hint={t('preferences_more')}
        placeholder={t('preferences_example')}
        value={value.preferences}
        onChange={preferences => set({ preferences })}
      />
    </div>
  )
}

/** Whether these rules mean something; where not, saving them would be refused. */
export function complete(rules: Rules): boolean {
  const open = rules.who === 'friends' || rules.who === 'everyone'
  return !open || (rules.kinds.length > 0 && rules.purposes.length > 0)
}

function ForWhat({ value, set }: { value: Rules; set: (change: Partial<Rules>) => void }) {
  const t = useTexts()
  const term = useTermTexts()
  return (
    <div className={styles.what}>
      <Checks
        label={t('kinds')}
        hint={t('kinds_more')}
        value={value.kinds}
        onChange={kinds => set({ kinds })}
        options={KINDS.map(kind => ({ value: kind, label: term(`kind_${kind}`) }))}
      />
      <Checks
        label={t('purposes')}
        value={value.purposes}
        onChange={purposes => set({ purposes })}
        options={PURPOSES.map(purpose => ({ value: purpose, label: term(`purpose_${purpose}`) }))}
      />
      {!complete(value) && <Remark mood="warn">{t('incomplete')}</Remark>}
      <Choice
        label={t('audience')}
        value={value.audience}
        onChange={audience => set({ audience })}
        options={AUDIENCES.map(audience => ({ value: audience, label: term(`audience_${audience}`) }))}
      />
      <Choice
        label={t('approval')}
        value={value.approval}
        onChange={approval => set({ approval })}
        options={APPROVALS.map(approval => ({
          value: approval,
          label: t(`approval_${approval}`),
          hint: t(`approval_${approval}_more`),
        }))}
      />
      <Switch on={!value.hosted} onChange={here => set({ hosted: !here })} hint={t('here_only_more')}>
        {t('here_only')}
      </Switch>
    </div>
  )
}
