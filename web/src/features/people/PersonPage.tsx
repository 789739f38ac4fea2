import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Ban, Ellipsis, Flag, Settings, UserX } from 'lucide-react'
import { useState } from 'react'
import { isProblem } from '../../api/problem'
import { Avatar } from '../../design/Avatar'
import { Button, IconButton } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Deed, Deeds } from '../../design/Deeds'
import { Page } from '../../design/Page'
import { ReportSheet } from '../../design/report/ReportSheet'
import { Sheet } from '../../design/Sheet'
import { Empty, ErrorRemark, Failed, Remark, useWords, Waiting } from '../../design/States'
import { say } from '../../design/Toasts'
import { number } from '../../i18n/times'
import { Cameo } from './Cameo'
import { Films } from './Films'
import { Follow } from './Follow'
import styles from './Person.module.css'
import { personQuery, type Page as Shown, useTie } from './queries'
import { useTexts } from './texts'

const route = getRouteApi('/shell/people/$handle')

/** Somebody: what they show, and what you are to each other. */
export function PersonPage() {
  const t = useTexts()
  const words = useWords()
  const { handle } = route.useParams()
  const { data, error, refetch } = useQuery(personQuery(handle))
  return (
    <Page title={`@${handle}`} back titled={data ? 'within' : 'unseen'} wide>
      {data ? (
        <Person page={data} />
      ) : isProblem(error, 'nobody_there') ? (
        <Empty icon={<UserX />} title={words(error)}>
          {t('not_there')}
        </Empty>
      ) : error ? (
        <Failed error={error} onAgain={() => void refetch()} />
      ) : (
        <Waiting />
      )}
    </Page>
  )
}

function Person({ page }: { page: Shown }) {
  const t = useTexts()
  const { person } = page
  const [more, show] = useState(false)
  return (
    <div className={styles.person}>
      <section className={styles.head}>
        <Avatar handle={person.handle} size={88} />
        <h1 className={styles.handle}>@{person.handle}</h1>
        {person.i_follow && person.follows_me ? (
          <Chip mood="light">{t('friends')}</Chip>
        ) : (
          person.follows_me && <Chip>{t('follows_you')}</Chip>
        )}
        <dl className={styles.counts}>
          <div>
            <dt>{t('followers')}</dt>
            <dd>{number(page.followers)}</dd>
          </div>
          <div>
            <dt>{t('follows')}</dt>
            <dd>{number(page.following)}</dd>
          </div>
        </dl>
        <div className={styles.deeds}>
          {page.me ? (
            <Link to="/settings" className={styles.button}>
              <Settings aria-hidden="true" /> {t('settings')}
            </Link>
          ) : (
            <>
              {!person.i_blocked && <Follow person={person} size="m" />}
              <IconButton label={t('more')} tone="filled" onPress={() => show(true)}>
                <Ellipsis />
              </IconButton>
            </>
          )}
        </div>
      </section>
      {person.i_blocked ? (
        <BlockedHere handle={person.handle} />
      ) : (
        <>
          {!page.me && page.cameo && <Cameo page={page} cameo={page.cameo} />}
          <Films handle={person.handle} me={page.me} />
        </>
      )}
      {more && <More page={page} onClose={() => show(false)} />}
    </div>
  )
}

function BlockedHere({ handle }: { handle: string }) {
  const t = useTexts()
  const tie = useTie(handle)
  return (
    <Remark mood="warn" icon={<Ban />}>
      <p>{t('you_blocked')}</p>
      <Button size="s" busy={tie.isPending} onPress={() => tie.mutate('unblock')}>
        {t('unblock')}
      </Button>
    </Remark>
  )
}

function More({ page, onClose }: { page: Shown; onClose: () => void }) {
  const t = useTexts()
  const { handle, i_blocked } = page.person
  const [asking, ask] = useState<'menu' | 'report' | 'block'>('menu')
  const tie = useTie(handle)
  if (asking === 'report') return <ReportSheet reported={{ kind: 'person', handle }} onClose={onClose} />
  const block = () =>
    tie.mutate('block', {
      onSuccess: () => {
        say(t('is_blocked', { handle }))
        onClose()
      },
    })
  if (asking === 'block')
    return (
      <Sheet
        title={t('block_sure', { handle })}
        open
        firm
        onClose={onClose}
        actions={
          <>
            <Button onPress={onClose}>{t('keep')}</Button>
            <Button tone="no" busy={tie.isPending} onPress={block}>
              {t('block_do')}
            </Button>
          </>
        }
      >
        <p>{t('block_means')}</p>
        <ErrorRemark error={tie.error} />
      </Sheet>
    )
  return (
    <Sheet title={`@${handle}`} open onClose={onClose}>
      <Deeds>
        <Deed icon={<Flag />} onPress={() => ask('report')}>
          {t('report')}
        </Deed>
        {!i_blocked && (
          <Deed icon={<Ban />} onPress={() => ask('block')} grave>
            {t('block')}
          </Deed>
        )}
      </Deeds>
    </Sheet>
  )
}
