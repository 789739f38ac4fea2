import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Avatar } from '../../design/Avatar'
import { Chip } from '../../design/Chip'
import { Page, Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { Failed, Waiting } from '../../design/States'
import { day } from '../../i18n/times'
import styles from './Admin.module.css'
import { Deeds } from './Deeds'
import { Plan } from './Plan'
import { type PersonWhole, personQuery } from './queries'
import { useTexts } from './texts'

const route = getRouteApi('/shell/admin/people/$handle')

export function PersonPage() {
  const t = useTexts()
  const { handle } = route.useParams()
  const found = useQuery(personQuery(handle))
  const person = found.data
  return (
    <Page title={`@${handle}`} back titled={person ? 'within' : 'unseen'}>
      {found.isPending && <Waiting />}
      {found.error && <Failed error={found.error} onAgain={() => void found.refetch()} />}
      {person && (
        <>
          <div className={styles.head}>
            <Avatar handle={person.handle} size={72} />
            <div>
              <h1 className={styles.name}>@{person.handle}</h1>
              <p className={styles.small}>{t('joined', { day: day(person.joined_at) })}</p>
              <div className={styles.chips}>
                <Chip>{t(`office_${person.office}`)}</Chip>
                {person.minor && <Chip mood="warn">{t('minor')}</Chip>}
                {person.suspended_at && <Chip mood="no">{t('suspended')}</Chip>}
              </div>
            </div>
          </div>
          <Standing person={person} />
          <Plan key={`${person.tier}${JSON.stringify(person.own)}`} person={person} />
          <Deeds person={person} />
        </>
      )}
    </Page>
  )
}

function Standing({ person }: { person: PersonWhole }) {
  const t = useTexts()
  const cameo = person.cameo
  return (
    <Section title={t('standing')}>
      <Rows label={t('standing')}>
        <Row
          title={t('cameo')}
          end={
            cameo === null
              ? t('cameo_none')
              : cameo.suspended_at
                ? t('cameo_suspended')
                : cameo.standing === 'verified'
                  ? t('cameo_verified', { day: day(cameo.created_at) })
                  : t('cameo_unverified')
          }
        />
        <Row
          title={person.strikes === 0 ? t('no_strikes') : t('strikes', { count: person.strikes })}
          hint={person.eases_at && t('eases', { day: day(person.eases_at) })}
        />
        {person.causes.length > 0 && (
          <Row title={t('causes')} end={person.causes.map(cause => t(`cause_${cause}`)).join(', ')} />
        )}
        <Row title={t('sessions')} end={t('sessions_count', { count: person.sessions })} />
      </Rows>
    </Section>
  )
}
