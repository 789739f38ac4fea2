import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Films.module.css'
import { type Audience, chooseRemixing, type Production, type Remixing, release } from './queries'
import type { State } from './states'
import { useTexts } from './texts'

const AUDIENCES: readonly Audience[] = ['requester', 'cast', 'friends', 'server', 'anyone']
const REMIXING: readonly Remixing[] = ['nobody', 'cast', 'audience']

/** Shows it to those its people were asked about, or to fewer; once shared, only who may remix it changes. */
export function ShareSheet({
  film,
  state,
  onClose,
}: {
  film: Production
  state: State
  onClose: () => void
}) {
  const t = useTexts()
  const queries = useQueryClient()
  const widest = AUDIENCES.indexOf(film.audience)
  const [audience, setAudience] = useState<Audience>(film.audience)
  const [remixing, setRemixing] = useState<Remixing>(film.remixing)
  const released = state === 'released'
  const sharing = useMutation({
    mutationFn: () => (released ? chooseRemixing(film.id, remixing) : release(film.id, audience, remixing)),
    onSuccess: async () => {
      if (!released) say(t('shared'))
      onClose()
      await queries.invalidateQueries({ queryKey: ['productions'] })
      await queries.invalidateQueries({ queryKey: ['releases'] })
    },
  })
  return (
    <Sheet
      title={t('share_title')}
      open
      onClose={onClose}
      actions={
        <Button tone="light" busy={sharing.isPending} onPress={() => sharing.mutate()}>
          {t('share_now')}
        </Button>
      }
    >
      <div className={styles.sheet}>
        {!released && (
          <div className={styles.stack}>
            <Choice
              label={t('share_to')}
              value={audience}
              options={AUDIENCES.filter((_, place) => place <= widest).map(value => ({
                value,
                label: capital(t(`audience_${value}`)),
              }))}
              onChange={setAudience}
            />
            <p className={styles.small}>{t('share_asked', { audience: t(`audience_${film.audience}`) })}</p>
          </div>
        )}
        <Choice
          label={t('share_remix')}
          value={remixing}
          options={REMIXING.map(value => ({ value, label: t(`remixing_${value}`) }))}
          onChange={setRemixing}
        />
        <ErrorRemark error={sharing.error} />
      </div>
    </Sheet>
  )
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
