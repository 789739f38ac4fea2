import { CircleStop, Clock, LogIn, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { isProblem, Unreachable } from '../../api/problem'
import { Button } from '../../design/Button'
import { useComesBack } from '../../design/comesBack'
import { Page } from '../../design/Page'
import { Empty, useWords } from '../../design/States'
import styles from './Capture.module.css'
import type { Ended } from './protocol/recording'
import { useTexts } from './texts'

const EXPIRED = ['challenge_expired', 'recording_unknown', 'upload_unknown']
const QUOTA = ['too_many_attempts', 'quota_reached', 'too_many_uploads', 'too_many_requests']

interface StoppedProps {
  why?: Ended
  error?: unknown
  onAgain: () => void
  onBack: () => void
}

/** A recording that came to nothing: why, and how to go on. */
export function StoppedView({ why, error, onAgain, onBack }: StoppedProps) {
  const t = useTexts()
  const words = useWords()
  useComesBack(error instanceof Unreachable, onAgain)
  if (why !== undefined)
    return (
      <Told icon={<CircleStop />} title={t(`ended_${why}`)} text={t(`ended_${why}_more`)}>
        <Both onAgain={onAgain} onBack={onBack} />
      </Told>
    )
  if (isProblem(error) && error.status === 401)
    return (
      <Told icon={<LogIn />} title={t('signed_out')} text={t('signed_out_more')}>
        <Both onAgain={onAgain} onBack={onBack} />
      </Told>
    )
  if (isProblem(error, ...EXPIRED))
    return (
      <Told icon={<Clock />} title={t('expired')} text={t('expired_more')}>
        <Both onAgain={onAgain} onBack={onBack} />
      </Told>
    )
  if (isProblem(error, ...QUOTA))
    return (
      <Told icon={<Clock />} title={t('quota')} text={words(error)}>
        <Button onPress={onBack}>{t('later')}</Button>
      </Told>
    )
  return (
    <Told
      icon={<TriangleAlert />}
      title={t(error instanceof Unreachable ? 'unreachable' : 'ended_stopped')}
      text={words(error)}
    >
      <Both onAgain={onAgain} onBack={onBack} />
    </Told>
  )
}

function Told({
  icon,
  title,
  text,
  children,
}: {
  icon: ReactNode
  title: string
  text: string
  children: ReactNode
}) {
  const t = useTexts()
  return (
    <Page title={t('title')} titled="unseen" back>
      <div role="alert">
        <Empty icon={icon} title={title} action={<div className={styles.pair}>{children}</div>}>
          {text}
        </Empty>
      </div>
    </Page>
  )
}

function Both({ onAgain, onBack }: { onAgain: () => void; onBack: () => void }) {
  const t = useTexts()
  return (
    <>
      <Button tone="light" onPress={onAgain}>
        {t('record_again')}
      </Button>
      <Button onPress={onBack}>{t('leave')}</Button>
    </>
  )
}
