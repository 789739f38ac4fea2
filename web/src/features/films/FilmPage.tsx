import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMe } from '../../api/me'
import { Chip } from '../../design/Chip'
import { Page } from '../../design/Page'
import { MyLines } from '../../design/reading/MyLines'
import { Failed, Skeleton } from '../../design/States'
import { About } from './About'
import { CastAnswer } from './CastAnswer'
import styles from './Films.module.css'
import { Making } from './Making'
import { OwnerActions } from './OwnerActions'
import { Picture } from './Picture'
import { filmQuery, isWhole, type Production, planOf, progressQuery } from './queries'
import { ReleaseView } from './ReleaseView'
import { Story } from './Story'
import { canLeave, shelfOf } from './states'
import { useTexts } from './texts'
import { WaitingFor } from './WaitingFor'

const route = getRouteApi('/shell/films/$film')

/** One film, in whatever state it is, for whoever may see it. */
export function FilmPage() {
  const t = useTexts()
  const { film } = route.useParams()
  const found = useQuery(filmQuery(film))
  if (found.isPending)
    return (
      <Page title={t('film')} back>
        <Skeleton height={420} />
      </Page>
    )
  if (found.isError)
    return (
      <Page title={t('film')} back>
        <Failed error={found.error} onAgain={() => void found.refetch()} />
      </Page>
    )
  return isWhole(found.data) ? <Whole film={found.data} /> : <ReleaseView film={found.data} />
}

const MOODS = {
  draft: 'plain',
  making: 'light',
  waiting: 'warn',
  ready: 'yes',
  released: 'yes',
  over: 'no',
} as const

function Whole({ film }: { film: Production }) {
  const t = useTexts()
  const me = useMe()
  const mine = film.owner === me.handle
  const progress = useQuery(progressQuery(film.id))
  const state = progress.data?.state ?? film.state
  const plan = useQuery(planOf(film.id, state)).data
  useNews(film, state)
  const shelf = shelfOf(state)
  return (
    <Page title={film.prompt || t('untitled')} back titled="within" wide>
      <div className={styles.film}>
        <div className={styles.screen}>
          <Picture film={film.id} state={state} plan={plan} progress={progress.data} />
        </div>
        <div className={styles.side}>
          <header className={styles.head}>
            <Chip mood={MOODS[shelf]}>{t(`state_${state}`)}</Chip>
            <h1 className={styles.sentence} lang="">
              {film.prompt || t('untitled')}
            </h1>
            <p className={styles.aboutState}>
              {t(`about_${state}`, { audience: t(`audience_${film.audience}`) })}
            </p>
            {progress.data?.because.map(why => (
              <p key={why} className={styles.aboutState}>
                {why}
              </p>
            ))}
          </header>
          {shelf === 'making' && <Making progress={progress.data} away={progress.isError} />}
          <WaitingFor film={film} progress={progress.data} />
          {film.cast.includes(me.handle) || film.asked_too.includes(me.handle)
            ? !mine && canLeave(state) && <CastAnswer film={film} state={state} progress={progress.data} />
            : null}
          {shelf !== 'over' && <MyLines production={film.id} />}
          {mine && <OwnerActions film={film} state={state} plan={plan} />}
        </div>
      </div>
      {plan && <Story film={film.id} plan={plan} />}
      <About film={film} plan={plan} />
    </Page>
  )
}

/** The film itself is asked for again once its progress says that it is in another state. */
function useNews(film: Production, state: string): void {
  const again = useQuery(filmQuery(film.id)).refetch
  useEffect(() => {
    if (state !== film.state) void again()
  }, [state, film.state, again])
}
