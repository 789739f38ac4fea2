import type { ReactNode } from 'react'
import { Button as Pressable, type ButtonProps as PressableProps } from 'react-aria-components'
import styles from './Button.module.css'
import { Spinner } from './Spinner'

export type Tone = 'light' | 'ink' | 'quiet' | 'yes' | 'no' | 'bare'

interface ButtonProps extends Omit<PressableProps, 'children' | 'className' | 'style'> {
  children: ReactNode
  /** light: the one thing to do here; ink: strong; quiet: everything else; yes and no: answers; bare: only words. */
  tone?: Tone
  size?: 's' | 'm' | 'l'
  wide?: boolean
  icon?: ReactNode
  busy?: boolean
}

export function Button({ children, tone = 'quiet', size = 'm', wide, icon, busy, ...rest }: ButtonProps) {
  const name = [styles.button, styles[tone], styles[size], wide && styles.wide].filter(Boolean).join(' ')
  return (
    <Pressable className={name} isPending={busy ?? false} {...rest}>
      {busy ? <Spinner /> : icon}
      <span>{children}</span>
    </Pressable>
  )
}

interface IconButtonProps extends Omit<PressableProps, 'children' | 'className' | 'style'> {
  /** What it does, for people who do not see the picture. */
  label: string
  children: ReactNode
  tone?: 'plain' | 'filled' | 'glass'
  pressed?: boolean
}

export function IconButton({ label, children, tone = 'plain', pressed, ...rest }: IconButtonProps) {
  return (
    <Pressable
      className={`${styles.icon} ${styles[tone]}`}
      aria-label={label}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...rest}
    >
      {children}
    </Pressable>
  )
}
