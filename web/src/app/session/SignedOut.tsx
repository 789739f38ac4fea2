import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { meQuery } from '../../api/me'
import { signIn, wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Logo } from '../../design/Logo'
import { ErrorRemark } from '../../design/States'
import styles from './SignedOut.module.css'
import { useTexts } from './texts'

/** The session ended: the page is covered, and goes on as it was once the same person has signed in again. */
export default function SignedOut({ account, onBack }: { account: string; onBack: () => void }) {
  const t = useTexts()
  const goOn = useGoingOn(account, onBack)
  const entering = useMutation({
    mutationFn: async () => {
      try {
        await signIn()
      } catch (error) {
        if (wasDismissed(error)) return
        throw error
      }
      await goOn()
    },
  })
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && void goOn().catch(() => undefined)
    document.addEventListener('visibilitychange', look) // it may have been done in another window
    return () => document.removeEventListener('visibilitychange', look)
  }, [goOn])
  return (
    <ModalOverlay className={styles.whole ?? ''} isOpen isKeyboardDismissDisabled>
      <Modal>
        <Dialog className={styles.dialog ?? ''} role="alertdialog">
          <Logo size={56} />
          <Heading slot="title" className={styles.title ?? ''}>
            {t('title')}
          </Heading>
          <p className={styles.more}>{t('more')}</p>
          <div className={styles.deeds}>
            <ErrorRemark error={entering.error} />
            <Button
              tone="light"
              size="l"
              wide
              icon={<KeyRound />}
              busy={entering.isPending}
              onPress={() => entering.mutate()}
              autoFocus
            >
              {t('sign_in')}
            </Button>
            <Button wide onPress={leave}>
              {t('leave')}
            </Button>
          </div>
          <p className={styles.other}>{t('other')}</p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Asks who is signed in now: the same person goes on, for anybody else everything here is forgotten. */
function useGoingOn(account: string, onBack: () => void): () => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  return useCallback(async () => {
    const me = await queries.fetchQuery({ ...meQuery, staleTime: 0, retry: false })
    if (me?.id !== account) return window.location.assign('/')
    await queries.resetQueries({ predicate: query => query.state.status === 'error' })
    void queries.invalidateQueries()
    void router.invalidate()
    onBack()
  }, [queries, router, account, onBack])
}

/** Loaded anew, so that nothing of the page stays in memory. */
function leave(): void {
  const { pathname, search } = window.location
  window.location.assign(`/welcome?back=${encodeURIComponent(pathname + search)}`)
}
