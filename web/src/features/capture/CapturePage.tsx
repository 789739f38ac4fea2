import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useMe } from '../../api/me'
import { Waiting } from '../../design/States'
import { CheckStep } from './CheckStep'
import { ConsentStep } from './ConsentStep'
import type { Choices } from './choices'
import { takesQuery } from './queries'
import type { Search } from './routes'
import { TakePage } from './TakePage'

const RecordStep = lazy(() => import('./RecordStep'))
const route = getRouteApi('/solo/record')

/** From the first word about it to the rules of use: each step is an address, so that the browser's way back works. */
export function CapturePage() {
  const { step = 'consent', take, hello } = route.useSearch()
  const navigate = route.useNavigate()
  const me = useMe()
  const { data: takes } = useSuspenseQuery(takesQuery)
  const [choices, setChoices] = useState<Choices>({
    agreed: false,
    colours: null,
    language: me.language,
    camera: null,
    microphone: null,
  })
  const go = (search: Search, replace = false) => void navigate({ search, replace })
  const busy = takes.find(one => one.state === 'waiting' || one.state === 'passed')

  if (take !== undefined) return <TakePage id={take} hello={hello} go={go} />
  if (busy !== undefined && step === 'consent') return <TakePage id={busy.id} hello={hello} go={go} />
  if (step === 'consent' || !choices.agreed || choices.colours === null)
    return (
      <ConsentStep
        anew={me.has_cameo}
        choices={choices}
        onChange={setChoices}
        onDone={() => go({ step: 'check' })}
      />
    )
  if (step === 'check')
    return <CheckStep choices={choices} onChange={setChoices} onDone={() => go({ step: 'ready' })} />
  return (
    <Suspense fallback={<Waiting />}>
      <RecordStep
        choices={choices}
        onSent={id => go({ take: id }, true)}
        onBack={() => go({ step: 'check' }, true)}
      />
    </Suspense>
  )
}
