import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Avatar } from '../../design/Avatar'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Choice } from '../../design/Choice'
import { Field } from '../../design/Field'
import { Inside, Rows, rowItem, rowLink } from '../../design/Row'
import { Empty, Failed, Waiting } from '../../design/States'
import { day } from '../../i18n/times'
import styles from './Admin.module.css'
import { AdminPlace } from './Places'
import { type Person, peopleQuery } from './queries'
import { useTexts } from './texts'

export function PeoplePage() {
  return (
    <AdminPlace>
      <People />
    </AdminPlace>
  )
}

function People() {
  const t = useTexts()
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState<'everybody' | 'only_suspended'>('everybody')
  const start = useDeferredValue(typed.trim().replace(/^@/, '').toLowerCase())
  const found = useInfiniteQuery(peopleQuery(start, shown === 'only_suspended'))
  const people = found.data?.pages.flatMap(page => page.people) ?? []
  return (
    <div className={styles.stack}>
      <Field label={t('search')} prefix="@" value={typed} onChange={setTyped} type="search" />
      <Choice
        label={t('show')}
        hideLabel
        form="pills"
        value={shown}
        onChange={setShown}
        options={(['everybody', 'only_suspended'] as const).map(value => ({ value, label: t(value) }))}
      />
      {found.isPending ? (
        <Waiting />
      ) : found.error ? (
        <Failed error={found.error} onAgain={() => void found.refetch()} />
      ) : people.length === 0 ? (
        <Empty icon={<Search />} title={t(start ? 'nobody' : 'nobody_suspended')} />
      ) : (
        <Rows label={t('people')}>
          {people.map(person => (
            <PersonRow key={person.handle} person={person} />
          ))}
        </Rows>
      )}
      {found.hasNextPage && (
        <Button wide busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function PersonRow({ person }: { person: Person }) {
  const t = useTexts()
  const office = person.office === 'member' ? null : t(`office_${person.office}`)
  return (
    <li className={rowItem}>
      <Link to="/admin/people/$handle" params={{ handle: person.handle }} className={rowLink}>
        <Inside
          icon={<Avatar handle={person.handle} />}
          title={`@${person.handle}`}
          hint={[office, t('joined', { day: day(person.joined_at) })].filter(Boolean).join(' · ')}
          end={
            <>
              {person.strikes > 0 && <Chip mood="warn">{t('strikes', { count: person.strikes })}</Chip>}
              {person.suspended_at ? (
                <Chip mood="no">{t('suspended')}</Chip>
              ) : (
                <Chip>{t(`tier_${person.tier}`)}</Chip>
              )}
            </>
          }
          leads
        />
      </Link>
    </li>
  )
}
