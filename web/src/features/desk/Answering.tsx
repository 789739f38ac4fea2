import { useMutation } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import { confirmed, wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import styles from './Desk.module.css'
import { GROUNDS, type Matter } from './grounds'
import type { Answer, Ground } from './queries'
import { useTexts } from './texts'
import { useKeys } from './useKeys'

interface AnsweringProps<T> {
  matter: Matter
  /** Nobody answers what they have not looked at. */
  ready: boolean
  send: (answer: Answer, grounds: Ground[], note: string) => Promise<T>
  onDone: (result: T, answer: Answer) => void
}

/** Yes or no to a film or a recording, with reasons and a word. */
export function Answering<T>({ matter, ready, send, onDone }: AnsweringProps<T>) {
  const t = useTexts()
  const [answer, setAnswer] = useState<Answer | null>(null)
  useKeys({
    y: ready ? () => setAnswer('accept') : undefined,
    n: ready ? () => setAnswer('refuse') : undefined,
  })
  return (
    <>
      {!ready && <span className={styles.small}>{t('open_first')}</span>}
      <Button tone="no" icon={<X />} isDisabled={!ready} onPress={() => setAnswer('refuse')}>
        {t('refuse')} <kbd className={styles.key}>N</kbd>
      </Button>
      <Button tone="yes" icon={<Check />} isDisabled={!ready} onPress={() => setAnswer('accept')}>
        {t('accept')} <kbd className={styles.key}>Y</kbd>
      </Button>
      {answer && (
        <Asked
          key={answer}
          matter={matter}
          answer={answer}
          send={send}
          onClose={() => setAnswer(null)}
          onDone={result => {
            setAnswer(null)
            onDone(result, answer)
          }}
        />
      )}
    </>
  )
}

interface AskedProps<T> {
  matter: Matter
  answer: Answer
  send: AnsweringProps<T>['send']
  onClose: () => void
  onDone: (result: T) => void
}

function Asked<T>({ matter, answer, send, onClose, onDone }: AskedProps<T>) {
  const t = useTexts()
  const possible = GROUNDS[matter][answer]
  const [grounds, setGrounds] = useState<string[]>(possible.length === 1 ? [...possible] : [])
  const [note, setNote] = useState('')
  const sending = useMutation({
    mutationFn: () => confirmed(() => send(answer, grounds as Ground[], note)),
    onSuccess: onDone,
  })
  return (
    <Sheet
      title={t(`${answer}_${matter}`)}
      open
      onClose={onClose}
      firm
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            tone={answer === 'accept' ? 'yes' : 'no'}
            busy={sending.isPending}
            isDisabled={grounds.length === 0}
            onPress={() => sending.mutate()}
          >
            {t(`confirm_${answer}`)}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t(`${answer}_${matter}_more`)}</p>
        <CheckboxGroup className={styles.grounds ?? ''} value={grounds} onChange={setGrounds}>
          <Label className={styles.label ?? ''}>
            {t('grounds')} <span>{t('grounds_hint')}</span>
          </Label>
          {possible.map(ground => (
            <Checkbox key={ground} value={ground} className={styles.ground ?? ''}>
              <span className={styles.box} aria-hidden="true">
                <Check />
              </span>
              {t(`ground_${ground}`)}
            </Checkbox>
          ))}
        </CheckboxGroup>
        <Field
          label={t('words')}
          hint={t('words_hint')}
          rows={3}
          maxLength={2000}
          value={note}
          onChange={setNote}
        />
        {!wasDismissed(sending.error) && <ErrorRemark error={sending.error} />}
      </div>
    </Sheet>
  )
}
