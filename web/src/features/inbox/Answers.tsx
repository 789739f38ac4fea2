import { useState } from 'react'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { Switch } from '../../design/Switch'
import { say } from '../../design/Toasts'
import { TermsList } from '../../design/terms/TermsList'
import styles from './Inbox.module.css'
import { type Film, type FilmWaiting, useAllow, useAskChange, useRefuse } from './queries'
import { SHOWN } from './states'
import { useTexts } from './texts'

const LONGEST = 500 // characters of a note

interface Shown {
  open: boolean
  onClose: () => void
}

/** A yes: to this film, or always; each is one touch from here. */
export function AllowSheet({ film, open, onClose }: Shown & { film: FilmWaiting }) {
  const t = useTexts()
  const [first, setFirst] = useState(false)
  const allowing = useAllow(film.production.id)
  const { production } = film
  const allow = (lasting: 'this_one' | 'always') =>
    allowing.mutate(
      { lasting, approval: lasting === 'always' && first ? 'every_video' : 'none' },
      {
        onSuccess: () => {
          say(t(lasting === 'always' ? 'allowed_always' : 'allowed', { handle: production.owner }))
          onClose()
        },
      },
    )
  return (
    <Sheet title={t('allow_title')} open={open} onClose={onClose}>
      <div className={styles.sheet}>
        <p>{t(`covers_${film.wants}`, { handle: production.owner })}</p>
        <div className={styles.terms}>
          <TermsList
            short
            terms={{
              kinds: production.kinds,
              forbidden: [],
              purposes: [production.purpose],
              audience: production.audience,
              where: [production.where],
              approval: 'none',
              stages: [],
            }}
          />
        </div>
        <ErrorRemark error={allowing.error} />
        <Button tone="yes" size="l" wide busy={allowing.isPending} onPress={() => allow('this_one')}>
          {t(`allow_${film.wants}`)}
        </Button>
        <div className={styles.always}>
          <p>{t('always_more', { handle: production.owner })}</p>
          <Switch on={first} onChange={setFirst}>
            {t('always_first')}
          </Switch>
          <Button wide isDisabled={allowing.isPending} onPress={() => allow('always')}>
            {t('always', { handle: production.owner })}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

/** A no; a reason may be given and is never needed. */
export function RefuseSheet({ film, open, onClose }: Shown & { film: Film }) {
  const t = useTexts()
  const [note, setNote] = useState('')
  const refusing = useRefuse(film.id)
  const shown = SHOWN.has(film.state)
  const refuse = () =>
    refusing.mutate(note.trim(), {
      onSuccess: () => {
        say(t('refused'))
        onClose()
      },
    })
  return (
    <Sheet
      title={t(shown ? 'remove_title' : 'refuse_title')}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button tone="no" busy={refusing.isPending} onPress={refuse}>
            {t(shown ? 'remove' : 'refuse')}
          </Button>
        </>
      }
    >
      <div className={styles.sheet}>
        <p>{t(shown ? 'remove_more' : 'refuse_more', { handle: film.owner })}</p>
        <Field
          label={t('reason')}
          hint={t('reason_more', { handle: film.owner })}
          rows={2}
          value={note}
          onChange={setNote}
          maxLength={LONGEST}
        />
        <ErrorRemark error={refusing.error} />
      </div>
    </Sheet>
  )
}

/** Neither yes nor no: what should be otherwise. */
export function ChangeSheet({ film, open, onClose }: Shown & { film: Film }) {
  const t = useTexts()
  const [words, setWords] = useState('')
  const asking = useAskChange(film.id)
  const ask = () =>
    asking.mutate(words, {
      onSuccess: () => {
        say(t('change_asked', { handle: film.owner }))
        onClose()
      },
    })
  return (
    <Sheet
      title={t('change_title')}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button tone="ink" busy={asking.isPending} isDisabled={words.trim() === ''} onPress={ask}>
            {t('change_send')}
          </Button>
        </>
      }
    >
      <div className={styles.sheet}>
        <p>{t('change_more', { handle: film.owner })}</p>
        <Field
          label={t('change_words')}
          placeholder={t('change_example')}
          rows={3}
          value={words}
          onChange={setWords}
          maxLength={LONGEST}
          autoFocus
        />
        <ErrorRemark error={asking.error} />
      </div>
    </Sheet>
  )
}
