import { useQuery } from '@tanstack/react-query'
import { Page } from '../../design/Page'
import { Failed, Waiting } from '../../design/States'
import { AcceptedView } from './AcceptedView'
import styles from './Capture.module.css'
import { ProcessingView } from './ProcessingView'
import { takeQuery } from './queries'
import type { Search } from './routes'
import { useTexts } from './texts'
import { VerdictView } from './VerdictView'

interface TakeProps {
  id: string
  hello: string | undefined
  go: (search: Search, replace?: boolean) => void
}

/** A recording that was sent, from its arrival to what came of it. */
export function TakePage({ id, hello, go }: TakeProps) {
  const t = useTexts()
  const { data: take, error, refetch } = useQuery(takeQuery(id))
  if (take === undefined)
    return (
      <Page title={t('processing_title')} titled="unseen">
        <div className={styles.column}>
          {error ? <Failed error={error} onAgain={() => void refetch()} /> : <Waiting />}
        </div>
      </Page>
    )
  switch (take.state) {
    case 'waiting':
    case 'passed':
      return <ProcessingView take={take} away={error !== null} />
    case 'accepted':
      return (
        <AcceptedView
          hello={hello}
          onHello={made => go({ take: id, ...(made ? { hello: made } : {}) }, true)}
        />
      )
    default:
      return <VerdictView take={take} onAgain={() => go({ step: 'consent' })} />
  }
}
