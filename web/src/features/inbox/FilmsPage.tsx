import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Clapperboard, Flag } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../api/me'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Page } from '../../design/Page'
import { Empty, Failed, Skeleton } from '../../design/States'
import { ago } from '../../i18n/times'
import { RefuseSheet } from './Answers'
import styles from './Inbox.module.css'
import { type Film, withMeQuery } from './queries'
import { ReportSheet } from './ReportSheet'
import { ENDED, SHOWN } from './states'
import { useStateWords, useTexts } from './texts'

/** Every film with me in it, drafts of others included; each can be ended or reported from here. */
export function FilmsPage() {
  const t = useTexts()
  return (
    <Page title={t('films')} back>
      <List />
    </Page>
  )
}

function List() {
  const t = useTexts()
  const [open, setOpen] = useState<{ film: Film; what: 'refuse' | 'report' } | null>(null)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(withMeQuery)
  const films = data?.pages.flatMap(page => page.productions) ?? []
  const close = () => setOpen(null)
  if (error && !data) return <Failed error={error} onAgain={() => void refetch()} />
  if (!data) return <Skeleton height={240} />
  if (films.length === 0)
    return (
      <Empty icon={<Clapperboard />} title={t('films_empty')}>
        {t('films_empty_more')}
      </Empty>
    )
  return (
    <>
      <ul className={styles.cards}>
        {films.map(film => (
          <Item key={film.id} film={film} onOpen={what => setOpen({ film, what })} />
        ))}
      </ul>
      {hasNextPage && (
        <Button wide busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('older')}
        </Button>
      )}
      {open && (
        <>
          <RefuseSheet film={open.film} open={open.what === 'refuse'} onClose={close} />
          <ReportSheet production={open.film.id} open={open.what === 'report'} onClose={close} />
        </>
      )}
    </>
  )
}

function Item({ film, onOpen }: { film: Film; onOpen: (what: 'refuse' | 'report') => void }) {
  const t = useTexts()
  const state = useStateWords()
  const me = useMe()
  const own = film.owner === me.handle
  const over = ENDED.has(film.state)
  const shown = SHOWN.has(film.state)
  return (
    <li className={over ? `${styles.item} ${styles.over}` : styles.item}>
      <Link className={styles.cover} to="/inbox/film/$production" params={{ production: film.id }}>
        <Poster film={film} />
        <span className={styles.words}>
          <span className={styles.prompt}>{film.prompt}</span>
          <span className={styles.when}>
            {own ? t('mine') : t('made_by', { handle: film.owner })} · {ago(film.changed_at)}
          </span>
          <span>
            <Chip mood={over ? 'no' : film.state === 'released' ? 'yes' : 'plain'}>{state(film.state)}</Chip>
          </span>
        </span>
      </Link>
      {!own && !over && (
        <div className={styles.deeds}>
          <Button tone="no" size="s" onPress={() => onOpen('refuse')}>
            {t(shown ? 'remove' : 'refuse')}
          </Button>
          {shown && (
            <Button size="s" icon={<Flag />} onPress={() => onOpen('report')}>
              {t('report')}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

/** The first still, where there is one. */
function Poster({ film }: { film: Film }) {
  const [gone, setGone] = useState(ENDED.has(film.state))
  return (
    <span className={styles.poster}>
      {gone ? (
        <Clapperboard aria-hidden="true" />
      ) : (
        <img
          src={`/api/v1/productions/${film.id}/stills/0`}
          alt=""
          loading="lazy"
          onError={() => setGone(true)}
        />
      )}
    </span>
  )
}
