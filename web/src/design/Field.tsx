import type { ReactNode } from 'react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import styles from './Field.module.css'

interface FieldProps extends Omit<TextFieldProps, 'children' | 'className' | 'style'> {
  label: string
  hint?: ReactNode
  error?: string | null
  placeholder?: string
  /** What stands before what is typed, such as `@`. */
  prefix?: string
  /** Several lines. */
  rows?: number
  mono?: boolean
}

export function Field({ label, hint, error, placeholder, prefix, rows, mono, ...rest }: FieldProps) {
  const name = mono ? `${styles.input} ${styles.mono}` : styles.input
  return (
    <TextField className={styles.field ?? ''} isInvalid={Boolean(error)} {...rest}>
      <Label className={styles.label ?? ''}>{label}</Label>
      {rows ? (
        <TextArea className={`${name} ${styles.area}`} rows={rows} placeholder={placeholder ?? ''} />
      ) : (
        <div className={styles.box}>
          {prefix && <span className={styles.prefix}>{prefix}</span>}
          <Input
            autoCapitalize={prefix ? 'none' : 'sentences'}
            className={name ?? ''}
            placeholder={placeholder ?? ''}
          />
        </div>
      )}
      {hint && !error && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </TextField>
  )
}
