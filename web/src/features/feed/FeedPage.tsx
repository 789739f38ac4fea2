import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useTitle } from '../../design/Page'
import { Failed, Waiting } from '../../design/States'
import { AllSeen, FirstSteps, NobodyFollowed } from './Nothing'
import { type Circle, feedQuery, type Release } from './queries'
import { Reel } from './Reel'
import styles from './Reel.module.css'
import { Circles, Top } from './Top'
import { useTexts } from './texts'

/** Home: films of friends and of everybody here, as far as one may see them. */
export function FeedPage() {
  const t = useTexts()
  const [circle, choose] = useState<Circle>('everybody')
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    feedQuery(circle),
  )
  useTitle(t('title'))
  const releases = useMemo(() => once(data?.pages.flatMap(page => page.releases) ?? []), [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const nothing = data !== undefined && releases.length === 0 && !hasNextPage
  const bare = nothing || (data === undefined && error !== null)
  const searching = data === undefined || (releases.length === 0 && hasNextPage)
  if (releases.length === 0 && hasNextPage && !isFetchingNextPage && !error) void fetchNextPage()
  return (
    <div className={bare || searching ? `${styles.whole} ${styles.bare}` : styles.whole}>
      <h1 className="unseen">{t('title')}</h1>
      <Top quiet={bare || searching}>
        <Circles circle={circle} onChoose={choose} />
      </Top>
      {releases.length > 0 ? (
        <Reel
          key={circle}
          releases={releases}
          onNearEnd={more}
          end={
            isFetchingNextPage ? (
              <Waiting />
            ) : error ? (
              <Failed error={error} onAgain={() => void fetchNextPage()} />
            ) : (
              <AllSeen circle={circle} />
            )
          }
        />
      ) : (
        <div className={styles.full}>
          {error ? (
            <Failed error={error} onAgain={() => void refetch()} />
          ) : searching ? (
            <Waiting words={t('loading')} />
          ) : circle === 'following' ? (
            <NobodyFollowed onEverybody={() => choose('everybody')} />
          ) : (
            <FirstSteps />
          )}
        </div>
      )}
    </div>
  )
}

/** Pages may overlap where something was released meanwhile. */
function once(releases: readonly Release[]): Release[] {
  return [...new Map(releases.map(release => [release.id, release])).values()]
}
