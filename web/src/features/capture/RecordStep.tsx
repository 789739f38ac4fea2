import { useEffect } from 'react'
import type { Choices } from './choices'
import { NoMediaView } from './NoMediaView'
import { ReadyView } from './ReadyView'
import { RecordingView } from './RecordingView'
import { SendingView } from './SendingView'
import { StoppedView } from './StoppedView'
import { useRecording } from './useRecording'

interface RecordProps {
  choices: Choices
  onSent: (take: string) => void
  onBack: () => void
}

/** The recording itself; loaded only when somebody comes this far. */
export default function RecordStep({ choices, onSent, onBack }: RecordProps) {
  const recording = useRecording(choices)
  const { stage, start, again } = recording
  const sent = stage.name === 'running' && stage.phase.name === 'sent' ? stage.phase.take : null
  useEffect(() => {
    if (sent !== null) onSent(sent)
  }, [sent, onSent])

  switch (stage.name) {
    case 'drawing':
    case 'ready':
    case 'opening':
      return <ReadyView stage={stage} colours={choices.colours === true} onStart={() => void start()} />
    case 'no_media':
      return <NoMediaView why={stage.error.why} onAgain={() => void start()} />
    case 'failed':
      return <StoppedView error={stage.error} onAgain={again} onBack={onBack} />
    case 'countdown':
      return <RecordingView stage={stage} recording={recording} onStop={onBack} />
    case 'running':
      switch (stage.phase.name) {
        case 'starting':
        case 'guided':
          return <RecordingView stage={stage} recording={recording} onStop={onBack} />
        case 'ended':
          return <StoppedView why={stage.phase.why} onAgain={again} onBack={onBack} />
        case 'failed':
          return <StoppedView error={stage.phase.error} onAgain={again} onBack={onBack} />
        case 'sending':
        case 'sent':
          return <SendingView recording={recording} arrived={sent !== null} />
      }
  }
}
