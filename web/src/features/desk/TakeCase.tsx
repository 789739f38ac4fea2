import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ago } from '../../i18n/times'
import { Answering } from './Answering'
import { Case, Column, Known } from './Case'
import styles from './Desk.module.css'
import { Numbers } from './Numbers'
import { Opening, useOpening } from './Opening'
import { answerTake, openTake, takeQuery } from './queries'
import { useTexts } from './texts'
import { useNext } from './useNext'
import { useReasons } from './useReasons'

const route = getRouteApi('/shell/desk/takes/$take')
const POLICIES = ['at_home', 'standard', 'strict'] as const

export function TakeCase() {
  const { take } = route.useParams()
  return <OneTake key={take} id={take} />
}

function OneTake({ id }: { id: string }) {
  const t = useTexts()
  const { whyTake } = useReasons()
  const found = useQuery(takeQuery(id))
  const opening = useOpening(() => openTake(id))
  const next = useNext('takes', id)
  const take = found.data
  const policy = POLICIES.find(one => one === take?.policy)
  return (
    <Case
      title={t('take_case')}
      queue="takes"
      pending={found.isPending}
      error={found.error}
      onAgain={() => void found.refetch()}
      actions={
        <Answering
          matter="take"
          ready={opening.until !== null}
          send={(answer, grounds, note) => answerTake(id, answer, grounds, note)}
          onDone={result =>
            next(
              t(
                result.outcome === 'passed'
                  ? 'done_accepted'
                  : result.outcome === 'refused'
                    ? 'done_refused'
                    : 'done_undecided',
              ),
            )
          }
        />
      }
    >
      {take && (
        <div className={styles.columns}>
          <Column title={t('why')}>
            <ul className={styles.reasons}>
              {take.reasons.map(code => (
                <li key={code}>{whyTake(code)}</li>
              ))}
            </ul>
            <Known
              facts={[
                [t('policy'), policy ? t(`policy_${policy}`) : take.policy],
                [t('witnessed'), t(take.witnessed ? 'witnessed_yes' : 'witnessed_no')],
              ]}
            />
            <p className={styles.small}>
              {t('asked_at', { when: ago(take.asked_at) })} · {t('erased_at', { when: ago(take.erased_at) })}
            </p>
          </Column>
          <Column title={t('measured')}>
            <Numbers numbers={take.numbers} />
          </Column>
          <Column title={t('recording_player')}>
            <Opening title={t('closed_take')} more={t('closed_take_more')} opening={opening}>
              {/* biome-ignore lint/a11y/useMediaCaption: a recording under review, as it is */}
              <video
                className={styles.player}
                src={`/api/v1/desk/takes/${id}/recording`}
                controls
                playsInline
                aria-label={t('recording_player')}
              />
            </Opening>
          </Column>
        </div>
      )}
    </Case>
  )
}
