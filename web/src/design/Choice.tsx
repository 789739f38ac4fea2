import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import styles from './Choice.module.css'

interface Option<T extends string> {
  value: T
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
}

interface ChoiceProps<T extends string> {
  label: string
  options: readonly Option<T>[]
  value: T | null
  onChange: (value: T) => void
  /** rows: one under the other, with hints; pills: side by side. */
  form?: 'rows' | 'pills'
  hideLabel?: boolean
}

/** One of several. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, options, value, onChange, form = 'rows', hideLabel } = props
  return (
    <RadioGroup
      className={styles[form] ?? ''}
      value={value}
      onChange={chosen => onChange(chosen as T)}
      aria-label={label}
    >
      {!hideLabel && <Label className={styles.label ?? ''}>{label}</Label>}
      <div className={styles.options}>
        {options.map(option => (
          <Radio
            key={option.value}
            value={option.value}
            className={styles.option ?? ''}
            isDisabled={option.disabled ?? false}
          >
            {form === 'rows' && <span className={styles.dot} />}
            <span className={styles.words}>
              <span>{option.label}</span>
              {option.hint && <span className={styles.hint}>{option.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
