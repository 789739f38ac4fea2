import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import styles from './Checks.module.css'

interface ChecksProps<T extends string> {
  label: string
  hint?: ReactNode
  options: readonly { value: T; label: ReactNode }[]
  value: readonly T[]
  onChange: (value: T[]) => void
}

/** Any of several, side by side. */
export function Checks<T extends string>({ label, hint, options, value, onChange }: ChecksProps<T>) {
  return (
    <CheckboxGroup
      className={styles.group ?? ''}
      value={[...value]}
      onChange={chosen => onChange(chosen as T[])}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      {hint && <p className={styles.hint}>{hint}</p>}
      <div className={styles.options}>
        {options.map(option => (
          <Checkbox key={option.value} value={option.value} className={styles.option ?? ''}>
            <Check className={styles.mark} aria-hidden="true" />
            {option.label}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}
