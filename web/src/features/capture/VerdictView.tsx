import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleSlash, Eraser, Hourglass, RotateCcw, UserSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import { api, body } from '../../api/client'
import { Button } from '../../design/Button'
import { Page } from '../../design/Page'
import { ErrorRemark, Remark } from '../../design/States'
import { moment } from '../../i18n/times'
import styles from './Capture.module.css'
import { type Take, takeQuery } from './queries'
import { type T, useTexts } from './texts'

type Undone = Exclude<Take['state'], 'waiting' | 'passed' | 'accepted'>

const LOOKS: Record<Undone, { icon: ReactNode; title: Parameters<T>[0]; lead: Parameters<T>[0] }> = {
  again: { icon: <RotateCcw />, title: 'again_verdict', lead: 'again_lead' },
  refused: { icon: <CircleSlash />, title: 'refused_verdict', lead: 'refused_lead' },
  unreadable: { icon: <CircleSlash />, title: 'unreadable_verdict', lead: 'unreadable_lead' },
  needs_review: { icon: <UserSearch />, title: 'review_verdict', lead: 'review_lead' },
  in_review: { icon: <Hourglass />, title: 'in_review_verdict', lead: 'in_review_lead' },
  taken_back: { icon: <Eraser />, title: 'taken_back_verdict', lead: 'taken_back_lead' },
  expired: { icon: <Eraser />, title: 'expired_verdict', lead: 'expired_lead' },
}

/** Why it is no cameo yet, and what to do. */
export function VerdictView({ take, onAgain }: { take: Take; onAgain: () => void }) {
  const t = useTexts()
  const look = LOOKS[take.state as Undone]
  const when = take.review ? moment(take.review.erased_at) : ''
  const open = take.state === 'needs_review' || take.state === 'in_review'
  return (
    <Page title={t(look.title)} titled="within" back>
      <div className={styles.column}>
        <header className={styles.verdict}>
          <span className={styles.disc}>{look.icon}</span>
          <h1>{t(look.title)}</h1>
          <p className={styles.lead}>{t(look.lead, { when })}</p>
        </header>
        {take.state !== 'taken_back' && take.why.length > 0 && (
          <ul className={styles.reasons}>
            {take.why.map(reason => (
              <li key={reason.code}>{reason.says}</li>
            ))}
          </ul>
        )}
        {take.note && (
          <Remark>
            <strong>{t('note_title')}</strong>
            <p>{take.note}</p>
          </Remark>
        )}
        {open ? (
          <Review take={take} when={when} onAgain={onAgain} />
        ) : (
          <div className={styles.deeds}>
            <Button tone="light" size="l" wide onPress={onAgain}>
              {t('record_again')}
            </Button>
            <Link to="/" className={styles.link}>
              {t('later')}
            </Link>
          </div>
        )}
      </div>
    </Page>
  )
}

/** A person looks only if its owner asks for that, who is told before what it means. */
function Review({ take, when, onAgain }: { take: Take; when: string; onAgain: () => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const path = { params: { path: { take: take.id } } }
  const keep = (found: Take) => queries.setQueryData(takeQuery(take.id).queryKey, found)
  const ask = useMutation({
    mutationFn: () => body(api.POST('/api/v1/me/takes/{take}/ask-review', path)),
    onSuccess: keep,
  })
  const drop = useMutation({
    mutationFn: () => body(api.POST('/api/v1/me/takes/{take}/take-back', path)),
    onSuccess: keep,
  })
  const asked = take.state === 'in_review'
  return (
    <div className={styles.deeds}>
      {!asked && take.review && <Remark>{take.review.explained}</Remark>}
      <ErrorRemark error={ask.error ?? drop.error} />
      {!asked && (
        <Button tone="light" size="l" wide busy={ask.isPending} onPress={() => ask.mutate()}>
          {t('review_ask')}
        </Button>
      )}
      {!asked && (
        <Button size="l" wide onPress={onAgain}>
          {t('record_better')}
        </Button>
      )}
      <Button tone="bare" busy={drop.isPending} onPress={() => drop.mutate()}>
        {t(asked ? 'take_back' : 'review_drop')}
      </Button>
      {!asked && <p className={styles.fine}>{t('review_until', { when })}</p>}
    </div>
  )
}
