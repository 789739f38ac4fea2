import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Clapperboard, Heart } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Empty, Failed, Skeleton } from '../../design/States'
import { number } from '../../i18n/times'
import styles from './Person.module.css'
import { filmsQuery, type Role } from './queries'
import { useTexts } from './texts'

const ROLES: Role[] = ['maker', 'cast']

/** What somebody made and is in, of that what you may see. */
export function Films({ handle, me }: { handle: string; me: boolean }) {
  const t = useTexts()
  const [role, choose] = useState<Role>('maker')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    filmsQuery(handle, role),
  )
  const films = data?.pages.flatMap(page => page.releases) ?? []
  return (
    <section className={styles.films} aria-label={t('films')}>
      <div className={styles.tabs}>
        {ROLES.map(one => (
          <button
            key={one}
            type="button"
            className={styles.tab}
            aria-pressed={role === one}
            onClick={() => choose(one)}
          >
            {t(one === 'maker' ? 'made_by' : 'shown_in')}
          </button>
        ))}
      </div>
      {error ? (
        <Failed error={error} onAgain={() => void refetch()} />
      ) : data === undefined ? (
        <div className={styles.grid}>
          {[0, 1, 2].map(place => (
            <Skeleton key={place} height="100%" />
          ))}
        </div>
      ) : films.length === 0 ? (
        <Empty icon={<Clapperboard />} title={t('no_films')}>
          {me ? t('no_films_mine') : t('no_films_more')}
        </Empty>
      ) : (
        <ul className={styles.grid}>
          {films.map(film => (
            <li key={film.id}>
              <Link to="/watch/$film" params={{ film: film.id }} className={styles.tile}>
                <img
                  src={`/api/v1/productions/${film.id}/stills/0`}
                  alt={t('film_by', { handle: film.owner, count: film.likes })}
                  loading="lazy"
                />
                <span className={styles.likes} aria-hidden="true">
                  <Heart /> {number(film.likes)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button wide busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('more_films')}
        </Button>
      )}
    </section>
  )
}
