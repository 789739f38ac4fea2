import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../../api/me'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Films.module.css'
import { answers, type Production, type Progress } from './queries'
import { Sure } from './Sure'
import { type State, stageAsked } from './states'
import { useTexts } from './texts'

interface CastAnswerProps {
  film: Production
  state: State
  progress: Progress | undefined
}

/** For somebody who is in it: a yes where one is asked for, and a no at any time. */
export function CastAnswer({ film, state, progress }: CastAnswerProps) {
  const t = useTexts()
  const me = useMe()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [leaving, setLeaving] = useState(false)
  const asked = stageAsked(state)
  const mine = progress?.waits_for.some(one => one.handle === me.handle)
  const answering = useMutation({
    mutationFn: (yes: boolean) => answers(film.id, yes, note.trim()),
    onSuccess: async (_, yes) => {
      say(t(yes ? 'approved' : 'refused'))
      setLeaving(false)
      await queries.invalidateQueries({ queryKey: ['productions'] })
    },
  })
  return (
    <section className={styles.answer}>
      {asked && mine ? (
        <>
          <h2>{t(`approve_${asked}`)}</h2>
          <p className={styles.aboutState}>{t('approve_more', { owner: film.owner })}</p>
          <Field
            label={t('note', { owner: film.owner })}
            hint={t('note_hint')}
            rows={2}
            maxLength={2000}
            value={note}
            onChange={setNote}
          />
          <ErrorRemark error={answering.error} />
          <div className={styles.pair}>
            <Button tone="no" onPress={() => setLeaving(true)}>
              {t('refuse')}
            </Button>
            <Button tone="yes" busy={answering.isPending} onPress={() => answering.mutate(true)}>
              {t('approve')}
            </Button>
          </div>
        </>
      ) : (
        <>
          {state === 'waiting_for_consent' && mine && (
            <Remark mood="warn">
              {t('yours_missing')} <Link to="/inbox">{t('to_inbox')}</Link>
            </Remark>
          )}
          <Button tone="bare" onPress={() => setLeaving(true)}>
            {t('leave')}
          </Button>
        </>
      )}
      <Sure
        open={leaving}
        title={t('leave_sure')}
        yes={t('leave_yes')}
        busy={answering.isPending}
        error={answering.error}
        onClose={() => setLeaving(false)}
        onYes={() => answering.mutate(false)}
      >
        {t('leave_more')}
      </Sure>
    </section>
  )
}
