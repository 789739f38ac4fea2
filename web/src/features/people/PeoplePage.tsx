import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Search, UserSearch, X } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useState } from 'react'
import { Button, IconButton } from '../../design/Button'
import { Columns } from '../../design/Columns'
import { Page, Section } from '../../design/Page'
import { Empty, Failed, Skeleton } from '../../design/States'
import { Invites } from './Invites'
import styles from './People.module.css'
import { PeopleList } from './PeopleList'
import { type Person, searchQuery, tiedQuery, useTie } from './queries'
import { useTexts } from './texts'

/** Finding people; those one follows, those one invites, those one blocked. */
export function PeoplePage() {
  const t = useTexts()
  const [typed, type] = useState('')
  const start = useDeferredValue(useLater(typed.trim().replace(/^@/, '').toLowerCase()))
  return (
    <Page title={t('title')} wide>
      <SearchField value={typed} onChange={type} />
      {start ? (
        <Found start={start} />
      ) : (
        <Columns
          beside={
            <>
              <Invites />
              <Blocked />
            </>
          }
        >
          <Following />
        </Columns>
      )}
    </Page>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTexts()
  const id = useId()
  return (
    <search className={styles.search}>
      <label htmlFor={id} className="unseen">
        {t('search')}
      </label>
      <Search aria-hidden="true" />
      <input
        id={id}
        type="search"
        value={value}
        placeholder={t('search_hint')}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={31}
        onChange={event => onChange(event.target.value)}
      />
      {value && (
        <IconButton label={t('clear')} onPress={() => onChange('')}>
          <X />
        </IconButton>
      )}
    </search>
  )
}

function Found({ start }: { start: string }) {
  const t = useTexts()
  const { data, error, refetch } = useQuery(searchQuery(start))
  if (error) return <Failed error={error} onAgain={() => void refetch()} />
  if (!data) return <Ghosts />
  return (
    <div aria-live="polite">
      {data.people.length > 0 ? (
        <PeopleList people={data.people} label={t('found')} />
      ) : (
        <Empty icon={<UserSearch />} title={t('nobody', { start })}>
          {t('nobody_more')}
        </Empty>
      )}
    </div>
  )
}

function Following() {
  const t = useTexts()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    tiedQuery('following'),
  )
  const people = data?.pages.flatMap(page => page.people) ?? []
  return (
    <Section title={t('you_follow')}>
      {error ? (
        <Failed error={error} onAgain={() => void refetch()} />
      ) : data === undefined ? (
        <Ghosts />
      ) : people.length === 0 ? (
        <p className={styles.quiet}>{t('you_follow_none')}</p>
      ) : (
        <PeopleList people={people} label={t('you_follow')} />
      )}
      {hasNextPage && (
        <Button wide busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Section>
  )
}

function Blocked() {
  const t = useTexts()
  const { data } = useInfiniteQuery(tiedQuery('blocked'))
  const people = data?.pages.flatMap(page => page.people) ?? []
  if (people.length === 0) return null
  return (
    <Section title={t('blocked')} hint={t('blocked_more')}>
      <PeopleList people={people} label={t('blocked')} end={person => <Unblock person={person} />} />
    </Section>
  )
}

function Unblock({ person }: { person: Person }) {
  const t = useTexts()
  const tie = useTie(person.handle)
  return (
    <Button size="s" busy={tie.isPending} onPress={() => tie.mutate('unblock')}>
      {t('unblock')}
    </Button>
  )
}

function Ghosts() {
  return (
    <div className={styles.ghosts}>
      <Skeleton height={60} />
      <Skeleton height={60} />
      <Skeleton height={60} />
    </div>
  )
}

/** What was typed, once the fingers rest for a moment. */
function useLater(value: string): string {
  const [later, set] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => set(value), value ? 180 : 0)
    return () => window.clearTimeout(timer)
  }, [value])
  return later
}
