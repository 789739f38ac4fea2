import { useRouter } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { IconButton } from './Button'
import styles from './Page.module.css'
import { useTexts } from './texts'

interface PageProps {
  title: string
  children: ReactNode
  /** One or two buttons at the right of the title. */
  actions?: ReactNode
  /** A page below another has a way back. */
  back?: boolean
  /** Wider than a column of text. */
  wide?: boolean
  /** The title is told to those who do not see, and not shown; or the content has it, as its `h1`. */
  titled?: 'unseen' | 'within'
}

/** A screen with its title, in the middle of the window. */
export function Page({ title, children, actions, back, wide, titled }: PageProps) {
  const t = useTexts()
  const router = useRouter()
  useTitle(title)
  return (
    <div className={wide ? `${styles.page} ${styles.wide}` : styles.page}>
      <header className={titled && !back ? 'unseen' : styles.header}>
        {back && (
          <IconButton label={t('back')} onPress={() => router.history.back()}>
            <ArrowLeft />
          </IconButton>
        )}
        {titled !== 'within' && <h1 className={titled ?? styles.title}>{title}</h1>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** The name of the window and of its entry in the browser's history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Walkon' ? title : `${title} · Walkon`
  }, [title])
}

/** A part of a page, under a heading of its own. */
export function Section({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div>
        <h2>{title}</h2>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </section>
  )
}
