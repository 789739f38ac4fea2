import { CloudOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Problem, Unreachable } from '../api/problem'
import { after } from '../i18n/times'
import { Button } from './Button'
import { useComesBack } from './comesBack'
import { Spinner } from './Spinner'
import styles from './States.module.css'
import { useTexts } from './texts'

/** Something is on its way. */
export function Waiting({ words }: { words?: string }) {
  const t = useTexts()
  return (
    <div className={styles.state} role="status">
      <Spinner large />
      <p className={words ? styles.words : 'unseen'}>{words ?? t('loading')}</p>
    </div>
  )
}

interface EmptyProps {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** There is nothing here yet, and this is what to do about it. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className={styles.state}>
      {icon && <div className={styles.picture}>{icon}</div>}
      <h2>{title}</h2>
      {children && <p className={styles.words}>{children}</p>}
      {action}
    </div>
  )
}

/** An error in words for people. */
export function useWords(): (error: unknown) => string {
  const t = useTexts()
  return error => {
    if (error instanceof Unreachable) return t('unreachable')
    if (error instanceof Problem && error.message)
      return error.wait && error.status === 429
        ? `${error.message} ${t('wait', { when: after(error.wait) })}`
        : error.message
    return t('went_wrong')
  }
}

/** A whole screen could not be shown; where the server was away, it is tried again by itself once it is back. */
export function Failed({ error, onAgain }: { error: unknown; onAgain?: () => void }) {
  const t = useTexts()
  const words = useWords()
  useComesBack(error instanceof Unreachable, onAgain)
  return (
    <div className={styles.state} role="alert">
      <div className={styles.picture}>{error instanceof Unreachable ? <CloudOff /> : <TriangleAlert />}</div>
      <p className={styles.words}>{words(error)}</p>
      {onAgain && <Button onPress={onAgain}>{t('again')}</Button>}
    </div>
  )
}

type Mood = 'plain' | 'yes' | 'no' | 'warn'

/** A remark inside a screen; one that says what went wrong is read out at once. */
export function Remark({
  mood = 'plain',
  icon,
  children,
}: {
  mood?: Mood
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={`${styles.remark} ${styles[mood]}`} role={mood === 'no' ? 'alert' : 'note'}>
      {icon}
      <div>{children}</div>
    </div>
  )
}

/** What an attempt ended with, in words, or nothing. */
export function ErrorRemark({ error }: { error: unknown }) {
  const words = useWords()
  return error ? <Remark mood="no">{words(error)}</Remark> : null
}

/** Where something will be: grey, and breathing slowly. */
export function Skeleton({
  height = 20,
  width = '100%',
}: {
  height?: number | string
  width?: number | string
}) {
  return <span className={styles.skeleton} style={{ height, width }} aria-hidden="true" />
}
