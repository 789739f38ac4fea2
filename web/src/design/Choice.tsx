import { type ReactNode, useId } from 'react'
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
  const id = useId()
  return (
    <div className={styles[form]} role="radiogroup" aria-labelledby={id}>
      <span className={hideLabel ? 'unseen' : styles.label} id={id}>
        {label}
      </span>
      <div className={styles.options}>
        {options.map(option => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={id}
              value={option.value}
              className={styles.radio}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            {form === 'rows' && <span className={styles.dot} />}
            <span className={styles.words}>
              <span>{option.label}</span>
              {option.hint && <span className={styles.hint}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}
