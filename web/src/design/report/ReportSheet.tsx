import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../../api/client'
import { Button } from '../Button'
import { Choice } from '../Choice'
import { Field } from '../Field'
import { Sheet } from '../Sheet'
import { ErrorRemark } from '../States'
import { say } from '../Toasts'
import { useTexts } from './texts'

type Wrong = Schemas['Wrong']

/** What is reported: a film (shown: one is in it oneself), a person, or a comment. */
export type Reported =
  | { kind: 'release'; film: string; shown: boolean }
  | { kind: 'person'; handle: string }
  | { kind: 'comment'; comment: string }

const OF: Record<Reported['kind'], Wrong[]> = {
  release: [
    'without_consent',
    'impersonation',
    'sexual',
    'minors',
    'harassment',
    'violence',
    'deception',
    'illegal',
    'other',
  ],
  person: ['impersonation', 'harassment', 'sexual', 'minors', 'deception', 'illegal', 'other'],
  comment: ['harassment', 'sexual', 'minors', 'deception', 'illegal', 'other'],
}

/** Says to the people who run this server what is wrong. */
export function ReportSheet({ reported, onClose }: { reported: Reported; onClose: () => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [wrong, choose] = useState<Wrong | null>(null)
  const [note, write] = useState('')
  const shown = reported.kind === 'release' && reported.shown
  const report = useMutation({
    mutationFn: (said: Wrong) => sent(reported, { wrong: said, note }),
    onSuccess: () => {
      say(t('sent'))
      onClose()
      if (shown) void queries.invalidateQueries({ queryKey: ['releases'] })
    },
  })
  return (
    <Sheet
      title={t(`title_${reported.kind}`, { handle: reported.kind === 'person' ? reported.handle : '' })}
      open
      onClose={onClose}
      actions={
        <Button
          tone="ink"
          wide
          isDisabled={wrong === null}
          busy={report.isPending}
          onPress={() => wrong && report.mutate(wrong)}
        >
          {t('send')}
        </Button>
      }
    >
      <Choice
        label={t('what')}
        value={wrong}
        onChange={choose}
        options={OF[reported.kind].map(value =>
          value === 'without_consent' && shown
            ? { value, label: t('without_consent_me'), hint: t('without_consent_hides') }
            : { value, label: t(value) },
        )}
      />
      {wrong && (
        <Field
          label={t('note')}
          hint={t('note_hint')}
          rows={3}
          maxLength={500}
          value={note}
          onChange={write}
        />
      )}
      <ErrorRemark error={report.error} />
    </Sheet>
  )
}

function sent(reported: Reported, body: { wrong: Wrong; note: string }) {
  switch (reported.kind) {
    case 'release':
      return api.POST('/api/v1/productions/{production}/report', {
        params: { path: { production: reported.film } },
        body,
      })
    case 'person':
      return api.POST('/api/v1/people/{handle}/report', {
        params: { path: { handle: reported.handle } },
        body,
      })
    case 'comment':
      return api.POST('/api/v1/comments/{comment}/report', {
        params: { path: { comment: reported.comment } },
        body,
      })
  }
}
