import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/me'
import { Choice } from '../../design/Choice'
import { Remark } from '../../design/States'
import styles from './Create.module.css'
import type { Draft, Start } from './draft'
import { AUDIENCES, enginesQuery, planQuery } from './queries'
import { ASPECTS, type Aspect, lengthsWithin, type Size, sizesWithin } from './shapes'
import { useTexts } from './texts'

export const ASPECT_WORDS: Record<Aspect, 'aspect_wide' | 'aspect_tall' | 'aspect_square'> = {
  '16:9': 'aspect_wide',
  '9:16': 'aspect_tall',
  '1:1': 'aspect_square',
}

interface SettingsProps {
  draft: Draft
  start: Start | null
  onChange: (draft: Draft) => void
}

/** Length, shape, size, audience and engine, as far as one's plan goes. */
export function Settings({ draft, start, onChange }: SettingsProps) {
  const t = useTexts()
  const me = useMe()
  const plan = useQuery(planQuery).data
  const engines = useQuery(enginesQuery).data ?? []
  const largest = plan?.largest_picture ?? 1280 * 720
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const engine = draft.engine ?? engines[0]?.name ?? ''
  return (
    <div className={styles.settings}>
      <Choice
        form="pills"
        label={t('length')}
        value={draft.seconds === null ? 'auto' : String(draft.seconds)}
        options={[
          { value: 'auto', label: t('length_auto') },
          ...lengthsWithin(plan?.longest_film ?? 20).map(count => ({
            value: String(count),
            label: t('seconds', { count }),
          })),
        ]}
        onChange={chosen => set({ seconds: chosen === 'auto' ? null : Number(chosen) })}
      />
      {start === null && (
        <>
          <Choice
            form="pills"
            label={t('aspect')}
            value={draft.aspect}
            options={ASPECTS.map(aspect => ({
              value: aspect,
              label: (
                <span className={styles.aspect}>
                  <span className={styles.box} data-aspect={aspect} aria-hidden="true" />
                  {t(ASPECT_WORDS[aspect])} {aspect}
                </span>
              ),
            }))}
            onChange={aspect => {
              const sizes = sizesWithin(aspect, largest)
              set({ aspect, size: sizes.includes(draft.size) ? draft.size : sizes.at(-1)! })
            }}
          />
          <Choice
            form="pills"
            label={t('size')}
            value={String(draft.size)}
            options={sizesWithin(draft.aspect, largest).map(size => ({
              value: String(size),
              label: `${size}p`,
            }))}
            onChange={size => set({ size: Number(size) as Size })}
          />
        </>
      )}
      <div className={styles.stack}>
        <Choice
          label={t('audience')}
          value={draft.audience}
          options={AUDIENCES.filter(one => !me.minor || one === 'requester').map(one => ({
            value: one,
            label: t(`audience_${one as 'cast'}`),
          }))}
          onChange={audience => set({ audience })}
        />
        <p className={styles.small}>{t('audience_hint')}</p>
      </div>
      {engines.length > 1 && (
        <Choice
          label={t('engine')}
          value={engine}
          options={engines.map(one => ({
            value: one.name,
            label: one.name,
            hint: one.where === 'hosted' ? t('engine_hosted') : t('engine_here'),
          }))}
          onChange={name => set({ engine: name === engines[0]?.name ? null : name })}
        />
      )}
      {engines.find(one => one.name === engine)?.where === 'hosted' && (
        <Remark mood="warn">{t('engine_hosted_note')}</Remark>
      )}
    </div>
  )
}
