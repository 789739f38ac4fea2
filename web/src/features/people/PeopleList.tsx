import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe } from '../../api/me'
import { Avatar } from '../../design/Avatar'
import { Inside, Rows, rowItem } from '../../design/Row'
import { Follow } from './Follow'
import styles from './People.module.css'
import type { Person } from './queries'
import { useTexts } from './texts'

interface PeopleListProps {
  people: readonly Person[]
  label: string
  end?: (person: Person) => ReactNode
}

/** People one under the other, each with what one may do. */
export function PeopleList({ people, label, end }: PeopleListProps) {
  const t = useTexts()
  const me = useMe()
  const tied = (person: Person) =>
    person.handle === me.handle
      ? t('you')
      : person.i_follow && person.follows_me
        ? t('friends')
        : person.follows_me
          ? t('follows_you')
          : undefined
  return (
    <Rows label={label}>
      {people.map(person => (
        <li key={person.handle} className={`${rowItem} ${styles.row}`}>
          <Link to="/people/$handle" params={{ handle: person.handle }} className={styles.link}>
            <Inside
              icon={<Avatar handle={person.handle} size={44} />}
              title={`@${person.handle}`}
              hint={tied(person)}
            />
          </Link>
          {person.handle !== me.handle && (
            <span className={styles.end}>{end ? end(person) : <Follow person={person} />}</span>
          )}
        </li>
      ))}
    </Rows>
  )
}
