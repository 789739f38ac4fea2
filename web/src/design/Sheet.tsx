import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './Button'
import { useBackCloses } from './backCloses'
import styles from './Sheet.module.css'
import { useTexts } from './texts'

interface SheetProps {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  /** Buttons that stay in sight below. */
  actions?: ReactNode
  /** An answer is needed: it does not close by a touch beside it. */
  firm?: boolean
}

/** A sheet from below on a phone, a window in the middle of a wide screen. The browser's way back closes it. */
export function Sheet({ title, open, onClose, children, actions, firm }: SheetProps) {
  const t = useTexts()
  useBackCloses(open, onClose)
  return (
    <ModalOverlay
      className={styles.shade ?? ''}
      isOpen={open}
      onOpenChange={is => !is && onClose()}
      isDismissable={!firm}
    >
      <Modal className={styles.sheet ?? ''}>
        <Dialog className={styles.dialog ?? ''} role={firm ? 'alertdialog' : 'dialog'}>
          <header className={styles.header}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label={t('close')} onPress={onClose}>
              <X />
            </IconButton>
          </header>
          <div className={styles.content}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
