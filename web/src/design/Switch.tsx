import type { ReactNode } from 'react'
import { Switch as Toggle } from 'react-aria-components'
import styles from './Switch.module.css'

interface SwitchProps {
  children: ReactNode
  hint?: ReactNode
  on: boolean
  onChange: (on: boolean) => void
  disabled?: boolean
}

export function Switch({ children, hint, on, onChange, disabled }: SwitchProps) {
  return (
    <Toggle className={styles.row ?? ''} isSelected={on} onChange={onChange} isDisabled={disabled ?? false}>
      <span className={styles.words}>
        <span>{children}</span>
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
      <span className={styles.track}>
        <span className={styles.knob} />
      </span>
    </Toggle>
  )
}
