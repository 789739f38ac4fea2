import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react'
import styles from './Button.module.css'
import { Spinner } from './Spinner'

export type Tone = 'light' | 'ink' | 'quiet' | 'yes' | 'no' | 'bare'

type Native = Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'children' | 'className' | 'style' | 'disabled' | 'onClick'
>

interface PressableProps extends Native {
  children: ReactNode
  className?: string | undefined
  onPress?: (() => void) | undefined
  isDisabled?: boolean | undefined
  /** At work already: it keeps the focus and does nothing. */
  busy?: boolean | undefined
}

/** The browser's own button, without a look. A press on it is no press on what it lies upon. */
export function Pressable({ onPress, isDisabled, busy, type = 'button', ...rest }: PressableProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    event.stopPropagation()
    if (busy) return event.preventDefault()
    event.currentTarget.focus({ preventScroll: true }) // Safari's buttons do not take it; sheets give it back
    onPress?.()
  }
  return (
    <button
      type={type}
      disabled={isDisabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      {...rest}
      onClick={press}
    />
  )
}

interface ButtonProps extends Omit<PressableProps, 'className'> {
  /** light: the one thing to do here; ink: strong; quiet: everything else; yes and no: answers; bare: only words. */
  tone?: Tone
  size?: 's' | 'm' | 'l'
  wide?: boolean
  icon?: ReactNode
}

export function Button({ children, tone = 'quiet', size = 'm', wide, icon, busy, ...rest }: ButtonProps) {
  const name = [styles.button, styles[tone], styles[size], wide && styles.wide].filter(Boolean).join(' ')
  return (
    <Pressable className={name} busy={busy} {...rest}>
      {busy ? <Spinner /> : icon}
      <span>{children}</span>
    </Pressable>
  )
}

interface IconButtonProps extends Omit<PressableProps, 'className'> {
  /** What it does, for people who do not see the picture. */
  label: string
  tone?: 'plain' | 'filled' | 'glass'
  pressed?: boolean
}

export function IconButton({ label, tone = 'plain', pressed, ...rest }: IconButtonProps) {
  return (
    <Pressable
      className={`${styles.icon} ${styles[tone]}`}
      aria-label={label}
      aria-pressed={pressed}
      {...rest}
    />
  )
}
