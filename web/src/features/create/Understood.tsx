import { useQuery } from '@tanstack/react-query'
import { Camera, CloudSun, MapPin, Music, PersonStanding, Shirt, Sparkles, Sunset } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { catalogueQuery, choicesOf, type FieldName, useNames } from '../../api/catalogue'
import { Pressable } from '../../design/Button'
import { ChoiceSheet, WearingSheet } from './ChoiceSheets'
import styles from './Create.module.css'
import { choose, type Draft, type Field } from './draft'
import type { Understanding } from './queries'
import { useTexts } from './texts'

interface Shown {
  field: Field
  icon: ReactNode
}
const CHIPS: readonly Shown[] = [
  { field: 'setting', icon: <MapPin /> },
  { field: 'hour', icon: <Sunset /> },
  { field: 'weather', icon: <CloudSun /> },
  { field: 'action', icon: <PersonStanding /> },
  { field: 'look', icon: <Sparkles /> },
  { field: 'mood', icon: <Music /> },
]

interface UnderstoodProps {
  draft: Draft
  found: Understanding
  onChange: (draft: Draft) => void
}

/** The sentence as it was understood; every part of it can be changed by a touch. */
export function Understood({ draft, found, onChange }: UnderstoodProps) {
  const t = useTexts()
  const name = useNames()
  const catalogue = useQuery(catalogueQuery).data
  const [opened, setOpened] = useState<Field | null>(null)
  const [dressing, setDressing] = useState<string | null>(null)
  const part = found.plan.parts.at(-1)
  if (!part) return null
  const said = new Set(found.understood.map(one => one.field))
  const camera = ['framing', 'move'].filter(field => draft.chosen[field as Field] ?? said.has(field))
  const value = (field: Field): string | null =>
    field === 'framing' || field === 'move'
      ? (draft.chosen[field] ?? found.understood.find(one => one.field === field)?.value ?? null)
      : part[field]
  const change = (field: Field, chosen: string | null) => {
    let next = choose(draft, field, chosen)
    const place = field === 'setting' && catalogue?.settings.find(one => one.id === chosen)
    if (place && next.chosen.hour && !place.hours.includes(next.chosen.hour))
      next = choose(next, 'hour', null)
    if (place && next.chosen.weather && !place.weathers.includes(next.chosen.weather))
      next = choose(next, 'weather', null)
    onChange(next)
  }
  const place = catalogue?.settings.find(one => one.id === part.setting)
  return (
    <>
      <ul className={styles.chips}>
        {CHIPS.map(({ field, icon }) => (
          <li key={field}>
            <Part
              icon={icon}
              label={t(`field_${field}`)}
              value={name(field, value(field) ?? '')}
              how={field in draft.chosen ? 'chosen' : said.has(field) ? 'said' : 'guessed'}
              onPress={() => setOpened(field)}
            />
          </li>
        ))}
        <li>
          <Part
            icon={<Camera />}
            label={t('field_move')}
            value={
              camera.map(field => name(field as FieldName, value(field as Field) ?? '')).join(', ') ||
              t('no_camera')
            }
            how={camera.some(field => field in draft.chosen) ? 'chosen' : camera.length ? 'said' : 'guessed'}
            onPress={() => setOpened('framing')}
          />
        </li>
        {part.roles.map(role => (
          <li key={role.handle}>
            <Part
              icon={<Shirt />}
              label={t('costume_of', { handle: role.handle })}
              value={`@${role.handle}: ${[
                name('costume', role.costume),
                ...role.props.map(prop => name('prop', prop)),
              ].join(', ')}`}
              how={role.handle in draft.wearing ? 'chosen' : said.has('costume') ? 'said' : 'guessed'}
              onPress={() => setDressing(role.handle)}
            />
          </li>
        ))}
      </ul>
      {found.unplaced.length > 0 && (
        <p className={styles.small}>{t('unplaced', { words: found.unplaced.join(', ') })}</p>
      )}
      {catalogue && opened && (
        <ChoiceSheet
          fields={opened === 'framing' ? ['framing', 'move'] : [opened]}
          valueFor={value}
          chosen={draft.chosen}
          options={field => {
            const known = offered(field, place)
            return optionsOf(field).filter(one => known === null || known.includes(one.id))
          }}
          onChange={change}
          onClose={() => setOpened(null)}
        />
      )}
      {catalogue && dressing && (
        <WearingSheet
          handle={dressing}
          role={part.roles.find(role => role.handle === dressing)}
          worn={draft.wearing[dressing] ?? {}}
          costumes={optionsOf('costume')}
          props={optionsOf('prop')}
          onChange={worn => {
            const wearing = { ...draft.wearing }
            if (Object.keys(worn).length === 0) delete wearing[dressing]
            else wearing[dressing] = worn
            onChange({ ...draft, wearing })
          }}
          onClose={() => setDressing(null)}
        />
      )}
    </>
  )

  function optionsOf(field: FieldName) {
    return catalogue
      ? choicesOf(catalogue, field).map(one => ({ id: one.id, name: name(field, one.id) }))
      : []
  }
}

function offered(field: Field, place: { hours: string[]; weathers: string[] } | undefined): string[] | null {
  if (field === 'hour') return place?.hours ?? null
  if (field === 'weather') return place?.weathers ?? null
  return null
}

type How = 'said' | 'guessed' | 'chosen'

function Part({
  icon,
  label,
  value,
  how,
  onPress,
}: {
  icon: ReactNode
  label: string
  value: string
  how: How
  onPress: () => void
}) {
  const t = useTexts()
  const words = how === 'said' ? '' : ` (${how === 'chosen' ? t('chosen_by_you') : t('guessed')})`
  return (
    <Pressable
      className={`${styles.part} ${styles[how]}`}
      aria-label={`${label}: ${value}${words}`}
      onPress={onPress}
    >
      {icon}
      <span>{value}</span>
    </Pressable>
  )
}
