import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../../api/client'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Field } from '../../design/Field'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Inbox.module.css'
import { useTexts } from './texts'

type Wrong = Schemas['Wrong']
const WRONGS: readonly Wrong[] = [
  'without_consent',
  'impersonation',
  'sexual',
  'minors',
  'harassment',
  'violence',
  'deception',
  'illegal',
  'other',
]

interface ReportSheetProps {
  production: string
  open: boolean
  onClose: () => void
}

/** Says what is wrong with a released film, to whoever looks after the server. */
export function ReportSheet({ production, open, onClose }: ReportSheetProps) {
  const t = useTexts()
  const queries = useQueryClient()
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const [note, setNote] = useState('')
  const reporting = useMutation({
    mutationFn: (chosen: Wrong) =>
      api.POST('/api/v1/productions/{production}/report', {
        params: { path: { production } },
        body: { wrong: chosen, note },
      }),
    onSuccess: () => {
      say(t('reported'))
      onClose()
      return queries.invalidateQueries({ queryKey: ['productions'] })
    },
  })
  return (
    <Sheet
      title={t('report_title')}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            tone="no"
            isDisabled={wrong === null}
            busy={reporting.isPending}
            onPress={() => wrong && reporting.mutate(wrong)}
          >
            {t('report_send')}
          </Button>
        </>
      }
    >
      <div className={styles.sheet}>
        <p>{t('report_more')}</p>
        <Choice
          label={t('report_wrong')}
          value={wrong}
          onChange={setWrong}
          options={WRONGS.map(one => ({
            value: one,
            label: t(one === 'other' ? 'wrong_else' : `wrong_${one}`),
          }))}
        />
        {wrong === 'without_consent' && <Remark mood="warn">{t('report_hides')}</Remark>}
        <Field label={t('report_note')} rows={2} value={note} onChange={setNote} maxLength={2000} />
        <ErrorRemark error={reporting.error} />
      </div>
    </Sheet>
  )
}
