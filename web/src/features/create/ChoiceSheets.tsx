import { Check } from 'lucide-react'
import { Label, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { Schemas } from '../../api/client'
import { Button } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import styles from './Create.module.css'
import type { Field, Wearing } from './draft'
import { useTexts } from './texts'

export interface Option {
  id: string
  name: string
}

interface ChoiceSheetProps {
  /** One field, or two that belong together. */
  fields: readonly Field[]
  valueFor: (field: Field) => string | null
  chosen: Partial<Record<Field, string>>
  options: (field: Field) => Option[]
  onChange: (field: Field, value: string | null) => void
  onClose: () => void
}

/** Everything that can be chosen for one part of the film. */
export function ChoiceSheet({ fields, valueFor, chosen, options, onChange, onClose }: ChoiceSheetProps) {
  const t = useTexts()
  return (
    <Sheet
      title={t(`field_${fields.at(-1) ?? 'setting'}`)}
      open
      onClose={onClose}
      actions={
        <Button tone="ink" onPress={onClose}>
          {t('done')}
        </Button>
      }
    >
      {fields.map(field => (
        <Options
          key={field}
          label={fields.length > 1 ? t(`field_${field}`) : null}
          name={t(`field_${field}`)}
          options={options(field)}
          value={valueFor(field)}
          otherwise={t('as_written')}
          isChosen={field in chosen}
          onChange={value => onChange(field, value)}
        />
      ))}
    </Sheet>
  )
}

interface WearingSheetProps {
  handle: string
  role: Schemas['RoleShown'] | undefined
  worn: Wearing
  costumes: Option[]
  props: Option[]
  onChange: (worn: Wearing) => void
  onClose: () => void
}

/** What one person wears and has with them. */
export function WearingSheet({ handle, role, worn, costumes, props, onChange, onClose }: WearingSheetProps) {
  const t = useTexts()
  return (
    <Sheet
      title={t('costume_of', { handle })}
      open
      onClose={onClose}
      actions={
        <Button tone="ink" onPress={onClose}>
          {t('done')}
        </Button>
      }
    >
      <Options
        label={null}
        name={t('costume_of', { handle })}
        options={costumes}
        value={role?.costume ?? null}
        otherwise={t('as_written')}
        isChosen={worn.costume !== undefined}
        onChange={costume => {
          const { costume: _before, ...rest } = worn
          onChange(costume === null ? rest : { ...rest, costume })
        }}
      />
      <div className={styles.group}>
        <Label className={styles.legend ?? ''} id="props-of">
          {t('with_them')}
        </Label>
        <ToggleButtonGroup
          className={styles.options ?? ''}
          selectionMode="multiple"
          selectedKeys={role?.props ?? []}
          onSelectionChange={keys => onChange({ ...worn, props: [...keys].map(String) })}
          aria-labelledby="props-of"
        >
          {props.map(prop => (
            <ToggleButton key={prop.id} id={prop.id} className={styles.option ?? ''}>
              {prop.name}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
    </Sheet>
  )
}

interface OptionsProps {
  label: string | null
  name: string
  options: Option[]
  value: string | null
  otherwise: string
  isChosen: boolean
  onChange: (value: string | null) => void
}

function Options({ label, name, options, value, otherwise, isChosen, onChange }: OptionsProps) {
  return (
    <div className={styles.group}>
      {label && <span className={styles.legend}>{label}</span>}
      <ToggleButtonGroup
        className={styles.options ?? ''}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[isChosen && value !== null ? value : '*']}
        onSelectionChange={keys => {
          const [key] = [...keys].map(String)
          onChange(key === '*' || key === undefined ? null : key)
        }}
        aria-label={name}
      >
        <ToggleButton id="*" className={`${styles.option} ${styles.auto}`}>
          {otherwise}
        </ToggleButton>
        {options.map(option => (
          <ToggleButton key={option.id} id={option.id} className={styles.option ?? ''}>
            {!isChosen && value === option.id && <Check aria-hidden="true" />}
            {option.name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
