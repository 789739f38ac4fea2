import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Clapperboard, Film, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Page } from '../../design/Page'
import { Empty, Failed, Skeleton } from '../../design/States'
import { ago } from '../../i18n/times'
import styles from './Films.module.css'
import { minePages, type Production, stillOf, withMePages } from './queries'
import { type Shelf, shelfOf } from './states'
import { useTexts } from './texts'

const SHELVES: readonly Shelf[] = ['making', 'waiting', 'ready', 'released', 'draft', 'over']
type Whose = 'mine' | 'with_me'

/** One's own films by how far they are, and those one is in. */
export function FilmsPage() {
  const t = useTexts()
  const [whose, setWhose] = useState<Whose>('mine')
  const [shelf, setShelf] = useState<Shelf | 'all'>('all')
  const found = useInfiniteQuery(whose === 'mine' ? minePages : withMePages)
  const all = (found.data?.pages.flatMap(page => page.productions) ?? []).filter(
    film => whose === 'mine' || film.state !== 'screened',
  )
  const there = SHELVES.filter(one => all.some(film => shelfOf(film.state) === one))
  const shown = all.filter(film => shelf === 'all' || shelfOf(film.state) === shelf)
  return (
    <Page
      title={t('title')}
      wide
      actions={
        <Link to="/create" className={styles.add} aria-label={t('create')}>
          <Plus />
        </Link>
      }
    >
      <div className={styles.filters}>
        <Choice
          form="pills"
          label={t('title')}
          hideLabel
          value={whose}
          options={(['mine', 'with_me'] as const).map(value => ({ value, label: t(value) }))}
          onChange={value => {
            setWhose(value)
            setShelf('all')
          }}
        />
        {there.length > 1 && (
          <Choice
            form="pills"
            label={t('film')}
            hideLabel
            value={shelf}
            options={[
              { value: 'all' as const, label: t('all') },
              ...there.map(value => ({ value, label: t(`shelf_${value}`) })),
            ]}
            onChange={value => setShelf(value)}
          />
        )}
      </div>
      {found.isPending && (
        <div className={styles.grid}>
          {[1, 2, 3, 4].map(place => (
            <Skeleton key={place} height={210} />
          ))}
        </div>
      )}
      {found.isError && <Failed error={found.error} onAgain={() => void found.refetch()} />}
      {found.isSuccess && all.length === 0 && (
        <Empty
          icon={<Clapperboard />}
          title={t(whose === 'mine' ? 'none' : 'none_with_me')}
          action={whose === 'mine' ? <Link to="/create">{t('create')}</Link> : undefined}
        >
          {t(whose === 'mine' ? 'none_more' : 'none_with_me_more')}
        </Empty>
      )}
      <ul className={styles.grid}>
        {shown.map(film => (
          <li key={film.id}>
            <Card film={film} theirs={whose === 'with_me'} />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <div className={styles.more}>
          <Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

const DRAWN = new Set<Shelf>(['ready', 'released'])

function Card({ film, theirs }: { film: Production; theirs: boolean }) {
  const t = useTexts()
  const shelf = shelfOf(film.state)
  const drawn =
    DRAWN.has(shelf) ||
    ['waiting_for_approvals', 'rendering', 'reviewing', 'waiting_for_final_approvals'].includes(film.state)
  return (
    <Link to="/films/$film" params={{ film: film.id }} className={styles.card}>
      <span className={styles.still} data-shelf={shelf}>
        <Film aria-hidden="true" />
        {drawn && (
          <img
            src={stillOf(film.id, 0)}
            alt=""
            loading="lazy"
            onError={event => event.currentTarget.remove()}
          />
        )}
        <span className={styles.state} data-shelf={shelf}>
          {t(`state_${film.state}`)}
        </span>
      </span>
      <span className={styles.cardWords}>
        <span className={styles.cardTitle}>{film.prompt || t('untitled')}</span>
        <span className={styles.cardMore}>
          {theirs ? `${t('of_owner', { owner: film.owner })} · ` : ''}
          {ago(film.changed_at)}
        </span>
      </span>
    </Link>
  )
}
