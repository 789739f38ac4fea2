import { useState } from 'react'
import { Avatar } from '../../design/Avatar'
import { Button } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { Switch } from '../../design/Switch'
import { say } from '../../design/Toasts'
import { TermsList } from '../../design/terms/TermsList'
import { ago } from '../../i18n/times'
import styles from './Inbox.module.css'
import { type Asked, useAccept, useDecline } from './queries'
import { useTexts } from './texts'

/** Somebody asks for a permission: their words, what exactly, and yes or no. */
export function AskedCard({ request }: { request: Asked }) {
  const t = useTexts()
  const [open, setOpen] = useState<'allow' | 'refuse' | null>(null)
  const close = () => setOpen(null)
  return (
    <article className={styles.card} aria-label={t('card', { handle: request.from_handle })}>
      <header className={styles.head}>
        <Avatar handle={request.from_handle} />
        <span className={styles.who}>
          <strong>{t('asks', { handle: request.from_handle })}</strong>
          <span className={styles.when}>{ago(request.asked_at)}</span>
        </span>
      </header>
      {request.message && <blockquote className={styles.sentence}>{request.message}</blockquote>}
      <div className={styles.terms}>
        <TermsList terms={request.terms} />
      </div>
      <div className={styles.answers}>
        <Button tone="no" wide onPress={() => setOpen('refuse')}>
          {t('refuse')}
        </Button>
        <Button tone="yes" wide onPress={() => setOpen('allow')}>
          {t('allow')}
        </Button>
      </div>
      <AcceptSheet request={request} open={open === 'allow'} onClose={close} />
      <DeclineSheet request={request} open={open === 'refuse'} onClose={close} />
    </article>
  )
}

interface Shown {
  request: Asked
  open: boolean
  onClose: () => void
}

function AcceptSheet({ request, open, onClose }: Shown) {
  const t = useTexts()
  const { terms } = request
  const [first, setFirst] = useState(true)
  const accepting = useAccept(request)
  const accept = (videos: number | null) =>
    accepting.mutate(
      {
        ...terms,
        videos,
        approval: first ? 'every_video' : terms.approval,
        stages: first ? ['storyboard', 'result'] : terms.stages,
      },
      {
        onSuccess: () => {
          say(t('accepted', { handle: request.from_handle }))
          onClose()
        },
      },
    )
  const once = terms.videos === 1
  return (
    <Sheet title={t('accept_title', { handle: request.from_handle })} open={open} onClose={onClose}>
      <div className={styles.sheet}>
        <p>{t('accept_more')}</p>
        <Switch on={first} onChange={setFirst} hint={t('first_more')}>
          {t('first')}
        </Switch>
        <ErrorRemark error={accepting.error} />
        <Button tone="yes" size="l" wide busy={accepting.isPending} onPress={() => accept(1)}>
          {t('accept_single')}
        </Button>
        {!once && (
          <Button wide isDisabled={accepting.isPending} onPress={() => accept(terms.videos ?? null)}>
            {terms.videos == null ? t('accept_all') : t('accept_some', { count: terms.videos })}
          </Button>
        )}
      </div>
    </Sheet>
  )
}

function DeclineSheet({ request, open, onClose }: Shown) {
  const t = useTexts()
  const declining = useDecline(request)
  const decline = () =>
    declining.mutate(undefined, {
      onSuccess: () => {
        say(t('declined'))
        onClose()
      },
    })
  return (
    <Sheet
      title={t('decline_title', { handle: request.from_handle })}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button tone="no" busy={declining.isPending} onPress={decline}>
            {t('refuse')}
          </Button>
        </>
      }
    >
      <p>{t('decline_more')}</p>
      <ErrorRemark error={declining.error} />
    </Sheet>
  )
}
