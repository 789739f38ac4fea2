import { Link } from '@tanstack/react-router'
import { Ban, Check, CircleHelp, Hourglass } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../../design/Avatar'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Remark } from '../../design/States'
import { AskSheet } from './AskSheet'
import styles from './Create.module.css'
import type { Draft } from './draft'
import type { Player, Understanding } from './queries'
import { useTexts } from './texts'

interface CastProps {
  draft: Draft
  found: Understanding
  asked: ReadonlySet<string>
  onAsked: (handle: string) => void
  hasCameo: boolean
}

/** Who is in it, and whether they may be; asks them in place. */
export function Cast({ draft, found, asked, onAsked, hasCameo }: CastProps) {
  const t = useTexts()
  const [asking, setAsking] = useState<string | null>(null)
  return (
    <>
      <ul className={styles.cast} aria-label={t('cast')}>
        {found.people.map(player => (
          <li key={player.handle} className={styles.player} data-standing={player.standing}>
            <Avatar handle={player.handle} size={40} />
            <span className={styles.playerWords}>
              <span className={styles.handle}>
                @{player.handle}
                {player.mine && <span className={styles.you}>{t('you')}</span>}
              </span>
              {player.standing !== 'ready' && <span className={styles.why}>{whyOf(player)}</span>}
            </span>
            <How player={player} asked={asked.has(player.handle)} onAsk={() => setAsking(player.handle)} />
          </li>
        ))}
      </ul>
      {!hasCameo && found.people.some(player => player.mine) && (
        <Remark mood="warn">
          {t('no_cameo')} <Link to={'/record' as '/'}>{t('record')}</Link>
        </Remark>
      )}
      {asking && (
        <AskSheet
          handle={asking}
          found={found}
          draft={draft}
          onAsked={onAsked}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )

  function whyOf(player: Player): string {
    if (player.mine && player.standing === 'unknown') return ''
    return player.standing === 'unknown' ? t('unknown_more', { handle: player.handle }) : player.why
  }
}

function How({ player, asked, onAsk }: { player: Player; asked: boolean; onAsk: () => void }) {
  const t = useTexts()
  switch (player.standing) {
    case 'ready':
      return (
        <Chip mood="yes" icon={<Check />}>
          {t('ready')}
        </Chip>
      )
    case 'ask':
      return asked ? (
        <Chip mood="warn" icon={<Hourglass />}>
          {t('asked')}
        </Chip>
      ) : (
        <Button size="s" tone="ink" onPress={onAsk} aria-label={t('ask_title', { handle: player.handle })}>
          {t('ask')}
        </Button>
      )
    case 'no':
      return (
        <Chip mood="no" icon={<Ban />}>
          {t('cannot')}
        </Chip>
      )
    case 'unknown':
      return <Chip icon={<CircleHelp />}>{t(player.mine ? 'not_yet' : 'unknown')}</Chip>
  }
}
