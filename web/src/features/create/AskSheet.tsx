import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Create.module.css'
import type { Draft } from './draft'
import { kindsIn } from './kinds'
import { ask, enginesQuery, termsFor, type Understanding } from './queries'
import { useTexts } from './texts'

interface AskSheetProps {
  handle: string
  found: Understanding
  draft: Draft
  onAsked: (handle: string) => void
  onClose: () => void
}

/** Asks somebody for this film; what for is said before it is sent. */
export function AskSheet({ handle, found, draft, onAsked, onClose }: AskSheetProps) {
  const t = useTexts()
  const queries = useQueryClient()
  const engines = useQuery(enginesQuery).data
  const [message, setMessage] = useState('')
  const hosted = engines?.find(one => one.name === draft.engine)?.where === 'hosted'
  const asking = useMutation({
    mutationFn: () => ask(handle, termsFor(found, draft, hosted), message.trim()),
    onSuccess: async () => {
      onAsked(handle)
      say(t('ask_sent', { handle }))
      await queries.invalidateQueries({ queryKey: ['requests'] })
      onClose()
    },
  })
  return (
    <Sheet
      title={t('ask_title', { handle })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button tone="light" busy={asking.isPending} onPress={() => asking.mutate()}>
            {t('ask_send')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <p>
          {t('ask_more', {
            kinds: kindsIn(found.kinds, t, true),
            audience: t(`audience_${draft.audience as 'cast'}`),
          })}
        </p>
        <Field
          label={t('ask_message')}
          placeholder={t('ask_example')}
          rows={2}
          maxLength={500}
          value={message}
          onChange={setMessage}
        />
        <ErrorRemark error={asking.error} />
      </div>
    </Sheet>
  )
}
