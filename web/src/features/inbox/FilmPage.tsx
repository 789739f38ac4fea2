import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Flag } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../api/me'
import { Avatar } from '../../design/Avatar'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Page, Section } from '../../design/Page'
import { MyLines } from '../../design/reading/MyLines'
import { Remark } from '../../design/States'
import { ago } from '../../i18n/times'
import { AllowSheet, ChangeSheet, RefuseSheet } from './Answers'
import { Facts, Lines } from './FilmCard'
import styles from './Inbox.module.css'
import { type Film, type FilmWaiting, filmQuery, planQuery, waitingQuery } from './queries'
import { ReportSheet } from './ReportSheet'
import { SendAgain } from './SendAgain'
import { ENDED, SHOWN } from './states'
import { useStateWords, useTexts } from './texts'
import { Watch } from './Watch'

const route = getRouteApi('/shell/inbox/film/$production')

/** One film with me in it, whoever makes it and wherever it is; and everything I can say to it. */
export function FilmPage() {
  const t = useTexts()
  const me = useMe()
  const { production } = route.useParams()
  const { data: film } = useSuspenseQuery(filmQuery(production))
  if (!('state' in film))
    return (
      <Page title={t('film_title')} back>
        {null}
      </Page>
    )
  const own = film.owner === me.handle
  return (
    <Page title={own ? t('own_title') : t('film_title')} back>
      <Whole film={film} own={own} />
    </Page>
  )
}

function Whole({ film, own }: { film: Film; own: boolean }) {
  const t = useTexts()
  const state = useStateWords()
  const me = useMe()
  const waits = useQuery(waitingQuery).data?.productions.find(one => one.production.id === film.id)
  const plan = useQuery(planQuery(film.id, film.state)).data
  const shots = plan?.plan.parts.flatMap(part => part.shots) ?? []
  const shown: FilmWaiting = waits ?? {
    production: film,
    wants: 'permission',
    lacks: [],
    seconds: plan?.plan.seconds ?? 0,
    says: shots.flatMap(shot => shot.lines.filter(line => line.handle === me.handle).map(line => line.text)),
    stills: plan?.stills ?? 0,
    film: plan?.film ?? false,
  }
  return (
    <div className={styles.detail}>
      <header className={styles.head}>
        <Avatar handle={film.owner} />
        <span className={styles.who}>
          <strong>{t('made_by', { handle: film.owner })}</strong>
          <span className={styles.when}>{ago(film.changed_at)}</span>
        </span>
        <Chip mood={ENDED.has(film.state) ? 'no' : film.state === 'released' ? 'yes' : 'plain'}>
          {state(film.state)}
        </Chip>
      </header>
      <blockquote className={styles.sentence}>{film.prompt}</blockquote>
      {ENDED.has(film.state) ? <Remark>{t('gone')}</Remark> : <Watch film={shown} />}
      <Facts film={shown} />
      {shown.says.length > 0 && <MyLines production={film.id} until={<Lines lines={shown.says} />} />}
      {own && (
        <Link className={styles.more} to={`/films/${film.id}` as '/'}>
          {t('whole')}
        </Link>
      )}
      {own ? (
        film.state === 'changes_wanted' && <SendAgain film={film} />
      ) : (
        <MyAnswers film={film} waits={waits} />
      )}
      <Opinions film={film} />
    </div>
  )
}

function MyAnswers({ film, waits }: { film: Film; waits: FilmWaiting | undefined }) {
  const t = useTexts()
  const [open, setOpen] = useState<'allow' | 'refuse' | 'change' | 'report' | null>(null)
  const close = () => setOpen(null)
  const shown = SHOWN.has(film.state)
  if (ENDED.has(film.state)) return null
  return (
    <>
      <div className={styles.row}>
        <Button tone="no" onPress={() => setOpen('refuse')}>
          {t(shown ? 'remove' : 'refuse')}
        </Button>
        {waits && (
          <Button tone="yes" onPress={() => setOpen('allow')}>
            {t('allow')}
          </Button>
        )}
      </div>
      <div className={styles.aside}>
        {waits && (
          <Button tone="bare" size="s" onPress={() => setOpen('change')}>
            {t('change')}
          </Button>
        )}
        {shown && (
          <Button tone="bare" size="s" icon={<Flag />} onPress={() => setOpen('report')}>
            {t('report')}
          </Button>
        )}
      </div>
      {waits && <AllowSheet film={waits} open={open === 'allow'} onClose={close} />}
      <RefuseSheet film={film} open={open === 'refuse'} onClose={close} />
      <ChangeSheet film={film} open={open === 'change'} onClose={close} />
      <ReportSheet production={film.id} open={open === 'report'} onClose={close} />
    </>
  )
}

/** Who said what, in order. */
function Opinions({ film }: { film: Film }) {
  const t = useTexts()
  const said = [
    ...film.answers.map(answer => ({
      key: `${answer.handle}-${answer.stage}`,
      handle: answer.handle,
      at: answer.at,
      words: answer.note,
      title: t(`said_${answer.yes ? 'yes' : 'no'}_${answer.stage}`, { handle: answer.handle }),
    })),
    ...film.wishes.map(wish => ({
      key: wish.at,
      handle: wish.handle,
      at: wish.at,
      words: wish.words,
      title: t('said_change', { handle: wish.handle }),
    })),
  ].sort((one, other) => one.at.localeCompare(other.at))
  if (said.length === 0) return null
  return (
    <Section title={t('answers')}>
      <ul className={styles.opinions}>
        {said.map(one => (
          <li key={one.key} className={styles.opinion}>
            <Avatar handle={one.handle} size={32} />
            <div>
              <span>{one.title}</span>
              {one.words && <q>{one.words}</q>}
              <span className={styles.when}>{ago(one.at)}</span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
