import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '../../design/Avatar'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { MyLines } from '../../design/reading/MyLines'
import { useTermTexts } from '../../design/terms/texts'
import { ago, clock } from '../../i18n/times'
import { AllowSheet, ChangeSheet, RefuseSheet } from './Answers'
import styles from './Inbox.module.css'
import type { FilmWaiting } from './queries'
import { useTexts } from './texts'
import { Watch } from './Watch'

type Open = 'allow' | 'refuse' | 'change' | null

/** A film that goes on when I say yes: who wants what, and the answers, all equally near. */
export function FilmCard({ film }: { film: FilmWaiting }) {
  const t = useTexts()
  const [open, setOpen] = useState<Open>(null)
  const { production } = film
  const close = () => setOpen(null)
  return (
    <article className={styles.card} aria-label={t('card', { handle: production.owner })}>
      <header className={styles.head}>
        <Avatar handle={production.owner} />
        <span className={styles.who}>
          <strong>{t(`wants_${film.wants}`, { handle: production.owner })}</strong>
          <span className={styles.when}>{ago(production.changed_at)}</span>
        </span>
      </header>
      <blockquote className={styles.sentence}>{production.prompt}</blockquote>
      <Watch film={film} />
      <Facts film={film} />
      {film.says.length > 0 && <MyLines production={production.id} until={<Lines lines={film.says} />} />}
      <div className={styles.answers}>
        <Button tone="no" wide onPress={() => setOpen('refuse')}>
          {t('refuse')}
        </Button>
        <Button tone="yes" wide onPress={() => setOpen('allow')}>
          {t('allow')}
        </Button>
      </div>
      <div className={styles.aside}>
        <Button tone="bare" size="s" onPress={() => setOpen('change')}>
          {t('change')}
        </Button>
        <Link className={styles.more} to="/inbox/film/$production" params={{ production: production.id }}>
          {t('details')}
        </Link>
      </div>
      <AllowSheet film={film} open={open === 'allow'} onClose={close} />
      <RefuseSheet film={production} open={open === 'refuse'} onClose={close} />
      <ChangeSheet film={production} open={open === 'change'} onClose={close} />
    </article>
  )
}

/** What it is about, for whom, and where it is made, in a few words. */
export function Facts({ film }: { film: FilmWaiting }) {
  const t = useTexts()
  const term = useTermTexts()
  const { production } = film
  const others = production.cast.filter(handle => handle && handle !== production.owner)
  return (
    <ul className={styles.facts}>
      {production.kinds.map(kind => (
        <li key={kind}>
          <Chip>{term(`kind_${kind}`)}</Chip>
        </li>
      ))}
      <li>
        <Chip>{term(`purpose_${production.purpose}`)}</Chip>
      </li>
      <li>
        <Chip>{t('seen_by', { whom: term(`audience_${production.audience}`) })}</Chip>
      </li>
      <li>
        <Chip mood={production.where === 'hosted' ? 'warn' : 'plain'}>
          {term(`where_${production.where}`)}
        </Chip>
      </li>
      {film.seconds > 0 && (
        <li>
          <Chip>{clock(film.seconds)}</Chip>
        </li>
      )}
      {others.length > 1 && (
        <li>
          <Chip>{t('with', { handles: others.map(handle => `@${handle}`).join(', ') })}</Chip>
        </li>
      )}
    </ul>
  )
}

/** Words I would speak. */
export function Lines({ lines }: { lines: string[] }) {
  const t = useTexts()
  return (
    <div className={styles.lines}>
      <span>{t('you_say')}</span>
      <ul>
        {lines.map((line, place) => (
          <li key={place}>“{line}”</li>
        ))}
      </ul>
    </div>
  )
}
