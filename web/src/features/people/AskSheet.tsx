import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { Button } from '../../design/Button'
import { Checks } from '../../design/Checks'
import { Choice } from '../../design/Choice'
import { Field } from '../../design/Field'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './AskSheet.module.css'
import { useAsk } from './queries'
import { useTexts } from './texts'

type Kind = Schemas['Kind']
type Audience = 'cast' | 'friends' | 'server' | 'anyone'

const KINDS: Kind[] = [
  'everyday',
  'comedy',
  'romance',
  'swimwear',
  'violence',
  'horror',
  'alcohol',
  'politics',
  'religion',
  'news',
  'advertising',
]
const AUDIENCES: Audience[] = ['cast', 'friends', 'server', 'anyone']
const VIDEOS = ['1', '3', 'any'] as const

/** Asking somebody for the use of their cameo: what for, for whose eyes, how often; they see every film before it is shown. */
export function AskSheet({ handle, onClose }: { handle: string; onClose: () => void }) {
  const t = useTexts()
  const ask = useAsk(handle)
  const [kinds, chooseKinds] = useState<Kind[]>(['everyday'])
  const [audience, chooseAudience] = useState<Audience>('friends')
  const [videos, chooseVideos] = useState<(typeof VIDEOS)[number]>('1')
  const [message, write] = useState('')
  const send = () =>
    ask.mutate(
      {
        handle,
        message,
        terms: {
          kinds,
          forbidden: [],
          where: ['here'],
          audience,
          purposes: ['personal'],
          approval: 'every_video',
          stages: ['storyboard', 'result'],
          videos: videos === 'any' ? null : Number(videos),
        },
      },
      {
        onSuccess: () => {
          say(t('ask_sent', { handle }))
          onClose()
        },
      },
    )
  return (
    <Sheet
      title={t('ask_title', { handle })}
      open
      onClose={onClose}
      actions={
        <Button tone="light" wide isDisabled={kinds.length === 0} busy={ask.isPending} onPress={send}>
          {t('ask_send')}
        </Button>
      }
    >
      <div className={styles.form}>
        <Remark>{t('ask_means', { handle })}</Remark>
        <Checks
          label={t('ask_kinds')}
          value={kinds}
          onChange={chooseKinds}
          options={KINDS.map(value => ({ value, label: t(`kind_${value}`) }))}
        />
        <Choice
          label={t('ask_audience')}
          form="pills"
          value={audience}
          onChange={chooseAudience}
          options={AUDIENCES.map(value => ({ value, label: t(`circle_${value}`) }))}
        />
        <Choice
          label={t('ask_videos')}
          form="pills"
          value={videos}
          onChange={chooseVideos}
          options={VIDEOS.map(value => ({
            value,
            label: value === 'any' ? t('videos_any') : t('videos', { count: Number(value) }),
          }))}
        />
        <Field
          label={t('ask_message')}
          rows={3}
          maxLength={500}
          value={message}
          onChange={write}
          placeholder={t('ask_example')}
        />
        <ErrorRemark error={ask.error} />
      </div>
    </Sheet>
  )
}
