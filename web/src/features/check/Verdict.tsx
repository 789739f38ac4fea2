import { BadgeCheck, CircleHelp, CircleSlash2, RotateCcw, TriangleAlert, Undo2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../design/Button'
import styles from './Check.module.css'
import { FilmDetails } from './FilmDetails'
import type { Checked } from './queries'
import { ReceiptDetails } from './ReceiptDetails'
import { useTexts } from './texts'
import { moodOf, wordsOf } from './verdicts'

const SIGNS: Record<Checked['verdict'], ReactNode> = {
  genuine: <BadgeCheck />,
  withdrawn: <Undo2 />,
  signed_elsewhere: <CircleHelp />,
  altered: <TriangleAlert />,
  unsigned: <CircleSlash2 />,
}

interface VerdictProps {
  found: Checked
  file: File | null
  onAgain: () => void
}

/** What a check came to: one sentence, what it means, and everything else folded below. */
export function Verdict({ found, file, onAgain }: VerdictProps) {
  const t = useTexts()
  const [sentence, more] = wordsOf(found)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <article className={styles.verdict}>
      <div className={`${styles.card} ${styles[moodOf(found)]}`} data-verdict={found.verdict}>
        {file && found.kind === 'film' && <Watched file={file} />}
        <div className={styles.said}>
          <span className={styles.sign} aria-hidden="true">
            {SIGNS[found.verdict]}
          </span>
          <h1 ref={heading} tabIndex={-1} className={styles.sentence}>
            {t(sentence)}
          </h1>
          <p className={styles.means}>{t(more)}</p>
        </div>
      </div>
      {found.film && <FilmDetails found={found} film={found.film} />}
      {found.receipt && <ReceiptDetails found={found} receipt={found.receipt} />}
      <Button size="l" wide icon={<RotateCcw />} onPress={onAgain}>
        {t('another')}
      </Button>
    </article>
  )
}

/** The film that was chosen, from this device; nothing where the browser cannot show it. */
function Watched({ file }: { file: File }) {
  const t = useTexts()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (address === null) return null
  return (
    // biome-ignore lint/a11y/useMediaCaption: a film of somebody's, as it is
    <video
      className={styles.film}
      src={address}
      controls
      playsInline
      preload="metadata"
      aria-label={t('film_shown')}
      onError={() => setAddress(null)}
    />
  )
}
