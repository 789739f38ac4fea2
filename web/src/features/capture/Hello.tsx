import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client'
import { Button } from '../../design/Button'
import { Spinner } from '../../design/Spinner'
import { ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Capture.module.css'
import { helloQuery, madeHello } from './queries'
import { useTexts } from './texts'

const ENDED = ['refused', 'failed', 'cancelled', 'expired', 'withdrawn', 'hidden']

interface HelloProps {
  handle: string
  made: string | null
  onMade: (production: string | null) => void
}

/** A film of some seconds by the way of every film: consent is asked, it is sealed, and nobody else may see it. */
export function Hello({ handle, made, onMade }: HelloProps) {
  const t = useTexts()
  const make = useMutation({ mutationFn: () => madeHello(handle, t('hello_prompt')), onSuccess: onMade })
  return (
    <section className={styles.hello} aria-label={t('hello_title')}>
      {made === null ? (
        <>
          <h3>{t('hello_title')}</h3>
          <p className={styles.fine}>{t('hello_lead')}</p>
          <ErrorRemark error={make.error} />
          <Button tone="ink" busy={make.isPending} onPress={() => make.mutate()}>
            {t('hello_make')}
          </Button>
        </>
      ) : (
        <Film production={made} onDropped={() => onMade(null)} />
      )}
    </section>
  )
}

function Film({ production, onDropped }: { production: string; onDropped: () => void }) {
  const t = useTexts()
  const { data: film } = useQuery(helloQuery(production))
  const [still, setStill] = useState(false)
  const path = `/api/v1/productions/${production}`
  const drop = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/productions/{production}/cancel', { params: { path: { production } } }),
    onSuccess: () => {
      say(t('hello_dropped'))
      onDropped()
    },
  })
  const state = film?.state ?? 'storyboard'
  if (ENDED.includes(state)) return <Remark mood="warn">{t('hello_failed')}</Remark>
  const ready = state === 'ready' || state === 'released'
  const drawn = !ready && state !== 'storyboard'
  return (
    <>
      <div className={styles.frame}>
        {/* biome-ignore lint/a11y/useMediaCaption: its only words stand below it */}
        {ready && <video src={`${path}/film`} controls autoPlay playsInline aria-label={t('hello_film')} />}
        {drawn && (
          <img
            src={`${path}/stills/0`}
            alt={t('hello_still')}
            data-shown={still}
            onLoad={() => setStill(true)}
          />
        )}
        {!ready && <Spinner large />}
      </div>
      {!ready && (
        <p className={styles.fine} role="status">
          {t('hello_making')}
        </p>
      )}
      {ready && <p>{t('hello_words')}</p>}
      {ready && (
        <Button tone="bare" busy={drop.isPending} onPress={() => drop.mutate()}>
          {t('hello_drop')}
        </Button>
      )}
    </>
  )
}
