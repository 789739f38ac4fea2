import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleHelp } from 'lucide-react'
import { Remark } from '../../design/States'
import { ago } from '../../i18n/times'
import { Answering } from './Answering'
import { Case } from './Case'
import { Columns } from './Columns'
import styles from './Desk.module.css'
import { useOpening } from './Opening'
import { answerFilm, filmQuery, openFilm } from './queries'
import { useTexts } from './texts'
import { useNext } from './useNext'
import { useReasons } from './useReasons'

const route = getRouteApi('/shell/desk/films/$film')

export function FilmCase() {
  const { film } = route.useParams()
  return <OneFilm key={film} id={film} />
}

function OneFilm({ id }: { id: string }) {
  const t = useTexts()
  const { whyFilm } = useReasons()
  const found = useQuery(filmQuery(id))
  const opening = useOpening(() => openFilm(id))
  const next = useNext('films', id)
  const film = found.data
  return (
    <Case
      title={t('film_case')}
      queue="films"
      pending={found.isPending}
      error={found.error}
      onAgain={() => void found.refetch()}
      actions={
        film?.state === 'waiting_for_reviewer' && (
          <Answering
            matter="film"
            ready={opening.until !== null}
            send={(answer, grounds, note) => answerFilm(id, answer, grounds, note)}
            onDone={(_, answer) => next(t(answer === 'accept' ? 'done_accepted' : 'done_refused'))}
          />
        )
      }
    >
      {film && (
        <>
          <Remark icon={<CircleHelp />}>
            <ul aria-label={t('why')}>
              {film.why.map(code => (
                <li key={code}>{whyFilm(code)}</li>
              ))}
            </ul>
            <span className={styles.small}>
              {t('since', { when: ago(film.waiting_since) })}
              {film.expires_at && ` · ${t('until', { when: ago(film.expires_at) })}`}
            </span>
          </Remark>
          <Columns film={film} opening={opening} />
        </>
      )}
    </Case>
  )
}
