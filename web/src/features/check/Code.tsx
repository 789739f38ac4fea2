import { Copy } from 'lucide-react'
import { IconButton } from '../../design/Button'
import { say } from '../../design/Toasts'
import styles from './Check.module.css'
import { useTexts } from './texts'

/** A long code, its beginning shown, all of it copied. */
export function Code({ children }: { children: string }) {
  const t = useTexts()
  return (
    <span className={styles.code}>
      <code title={children}>{children.slice(0, 16)}…</code>
      <IconButton
        label={t('copy')}
        onPress={() => void navigator.clipboard.writeText(children).then(() => say(t('copied')))}
      >
        <Copy />
      </IconButton>
    </span>
  )
}
