import { useInfiniteQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell, CheckCheck, Settings } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '../../design/Button'
import buttons from '../../design/Button.module.css'
import { Columns } from '../../design/Columns'
import { Page, Section } from '../../design/Page'
import { Empty, Failed, Skeleton } from '../../design/States'
import { AskedCard } from './AskedCard'
import { FilmCard } from './FilmCard'
import styles from './Inbox.module.css'
import { NoticeRow } from './NoticeRow'
import { noticesQuery, readUpTo, waitingQuery } from './queries'
import { useTexts } from './texts'

const LOOKED = 1000 // milliseconds after which what is on the screen has been seen

export function InboxPage() {
  const t = useTexts()
  const { data: waiting } = useSuspenseQuery(waitingQuery)
  const count = waiting.requests.length + waiting.productions.length
  return (
    <Page
      wide={count > 0}
      title={t('title')}
      actions={
        <Link
          to={'/settings/notices' as '/'}
          className={`${buttons.icon} ${buttons.plain}`}
          aria-label={t('rules')}
        >
          <Settings />
        </Link>
      }
    >
      <Columns
        alone={count === 0}
        beside={
          <Section title={t('news')}>
            <News />
          </Section>
        }
      >
        <section aria-label={t('waiting')} aria-live="polite">
          {count > 0 && <h2 className={styles.heading}>{t('waiting_count', { count })}</h2>}
          <ul className={styles.cards}>
            {waiting.productions.map(film => (
              <li key={film.production.id}>
                <FilmCard film={film} />
              </li>
            ))}
            {waiting.requests.map(request => (
              <li key={request.id}>
                <AskedCard request={request} />
              </li>
            ))}
          </ul>
          {count === 0 && (
            <p className={styles.clear}>
              <CheckCheck aria-hidden="true" />
              {t('nothing_waits')}
            </p>
          )}
        </section>
      </Columns>
    </Page>
  )
}

function News() {
  const t = useTexts()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(noticesQuery)
  const notices = data?.pages.flatMap(page => page.notices) ?? []
  useRead(notices.find(notice => !notice.read)?.id)
  if (error && !data) return <Failed error={error} onAgain={() => void refetch()} />
  if (!data) return <Skeleton height={180} />
  if (notices.length === 0)
    return (
      <Empty icon={<Bell />} title={t('empty')}>
        {t('empty_more')}
      </Empty>
    )
  return (
    <>
      <ul className={styles.news}>
        {notices.map(notice => (
          <NoticeRow key={notice.id} notice={notice} />
        ))}
      </ul>
      {hasNextPage && (
        <Button wide busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}

/** What has been on the screen for a moment counts as read; its mark stays while one looks. */
function useRead(newest: number | undefined): void {
  const queries = useQueryClient()
  const done = useRef(0)
  useEffect(() => {
    if (newest === undefined || newest <= done.current) return undefined
    const timer = window.setTimeout(() => {
      done.current = newest
      void readUpTo(newest)
        .then(() =>
          Promise.all([
            queries.invalidateQueries({ queryKey: ['me'] }),
            queries.invalidateQueries({ queryKey: ['notices', 'counts'] }),
          ]),
        )
        .catch(() => undefined)
    }, LOOKED)
    return () => window.clearTimeout(timer)
  }, [newest, queries])
}
