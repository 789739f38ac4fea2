import { Check, Mic, Plus, RefreshCw, Undo2, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMe } from '../../api/me'
import { Avatar } from '../../design/Avatar'
import { Button, IconButton } from '../../design/Button'
import styles from './Create.module.css'
import { type Draft, newSeed, type Speaking } from './draft'
import type { Understanding } from './queries'
import { useTexts } from './texts'
import type { Readings } from './useReadings'

const ReadingSheet = lazy(() => import('../../design/reading/ReadingSheet'))

interface LinesProps {
  draft: Draft
  found: Understanding
  onChange: (draft: Draft) => void
  readings: Readings
  onRead: (text: string, recording: Blob | null) => void
}

const MOST = 12

/** Who says what; typed here, it replaces what the sentence says. */
export function Lines({ draft, found, onChange, readings, onRead }: LinesProps) {
  const t = useTexts()
  const me = useMe()
  const [reading, setReading] = useState<string | null>(null)
  const lines: Speaking[] = draft.lines ?? spoken(found)
  const stock = draft.lines === null && found.assumed.some(one => one.field === 'line')
  const cast = found.cast.length > 0 ? found.cast : lines.map(line => line.handle)
  const set = (next: Speaking[] | null) => onChange({ ...draft, lines: next })
  const put = (place: number, line: Speaking) => set(lines.map((old, i) => (i === place ? line : old)))
  return (
    <div className={styles.stack}>
      {lines.length === 0 && <p className={styles.small}>{t('lines_none')}</p>}
      <ul className={styles.lines}>
        {lines.map((line, place) => (
          <li key={place} className={styles.line}>
            <button
              type="button"
              className={styles.speaker}
              aria-label={`${t('who_says')} @${line.handle}`}
              disabled={cast.length < 2}
              onClick={() => {
                const next = cast[(cast.indexOf(line.handle) + 1) % cast.length]
                if (next) put(place, { ...line, handle: next })
              }}
            >
              <Avatar handle={line.handle} size={36} />
            </button>
            <input
              className={styles.words}
              value={line.text}
              maxLength={300}
              aria-label={t('line_of', { handle: line.handle })}
              data-guessed={stock}
              onChange={event => put(place, { ...line, text: event.target.value })}
            />
            {line.handle === me.handle && me.has_cameo && line.text.trim() !== '' && (
              <IconButton
                label={readings.has(line.text.trim()) ? t('line_read') : t('read_line')}
                tone={readings.has(line.text.trim()) ? 'filled' : 'plain'}
                onPress={() => setReading(line.text.trim())}
              >
                {readings.has(line.text.trim()) ? <Check /> : <Mic />}
              </IconButton>
            )}
            <IconButton label={t('remove_line')} onPress={() => set(lines.filter((_, i) => i !== place))}>
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={styles.tools}>
        <Button
          size="s"
          icon={<Plus />}
          isDisabled={lines.length >= MOST || cast.length === 0}
          onPress={() => {
            const last = lines.at(-1)?.handle
            const next = cast.find(handle => handle !== last) ?? cast[0]
            if (next) set([...lines, { handle: next, text: '' }])
          }}
        >
          {t('add_line')}
        </Button>
        {stock && lines.length > 0 && (
          <Button size="s" icon={<RefreshCw />} onPress={() => onChange({ ...draft, seed: newSeed() })}>
            {t('other_lines')}
          </Button>
        )}
        {draft.lines !== null && (
          <Button size="s" icon={<Undo2 />} onPress={() => set(null)}>
            {t('lines_back')}
          </Button>
        )}
      </div>
      {lines.some(line => line.handle === me.handle && readings.has(line.text.trim())) && (
        <p className={styles.small}>
          {t('lines_read')}{' '}
          <Button
            tone="bare"
            size="s"
            onPress={() => lines.forEach(line => void onRead(line.text.trim(), null))}
          >
            {t('lines_made')}
          </Button>
        </p>
      )}
      {reading !== null && (
        <Suspense>
          <ReadingSheet
            line={{ text: reading }}
            onKeep={async recording => onRead(reading, recording)}
            onClose={() => setReading(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

/** What is said in the plan, in its order. */
export function spoken(found: Understanding): Speaking[] {
  return (found.plan.parts.at(-1)?.shots ?? []).flatMap(shot =>
    shot.lines.map(line => ({ handle: line.handle, text: line.text })),
  )
}
