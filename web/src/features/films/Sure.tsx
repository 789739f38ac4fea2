import type { ReactNode } from 'react'
import { Button } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import styles from './Films.module.css'
import { useTexts } from './texts'

interface SureProps {
  open: boolean
  title: string
  yes: string
  busy: boolean
  error: unknown
  onYes: () => void
  onClose: () => void
  children?: ReactNode
}

/** Asks once more before something is gone. */
export function Sure({ open, title, yes, busy, error, onYes, onClose, children }: SureProps) {
  const t = useTexts()
  return (
    <Sheet
      title={title}
      open={open}
      onClose={onClose}
      firm
      actions={
        <>
          <Button onPress={onClose}>{t('keep')}</Button>
          <Button tone="no" busy={busy} onPress={onYes}>
            {yes}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {children && <p>{children}</p>}
        <ErrorRemark error={error} />
      </div>
    </Sheet>
  )
}
