import { useMutation } from '@tanstack/react-query'
import { LockKeyhole } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { confirmed, wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { ErrorRemark } from '../../design/States'
import { moment } from '../../i18n/times'
import styles from './Desk.module.css'
import { useTexts } from './texts'
import { useKeys } from './useKeys'

/** Opens something on record; gives until when it is open, and a counter that changes with each opening. */
export function useOpening(open: () => Promise<{ until: string }>) {
  const [until, setUntil] = useState<string | null>(null)
  const opening = useMutation({
    mutationFn: () => confirmed(open),
    onSuccess: found => setUntil(found.until),
  })
  return { until, open: () => opening.mutate(), busy: opening.isPending, error: opening.error }
}

interface OpeningProps {
  title: string
  more: string
  opening: ReturnType<typeof useOpening>
  children: ReactNode
}

/** A closed door that says what opening it means; behind it what is looked at. */
export function Opening({ title, more, opening, children }: OpeningProps) {
  const t = useTexts()
  useKeys({ o: opening.until === null && !opening.busy ? opening.open : undefined })
  if (opening.until !== null)
    return (
      <>
        {children}
        <p className={styles.small}>{t('open_until', { when: moment(opening.until) })}</p>
      </>
    )
  return (
    <div className={styles.closed}>
      <LockKeyhole aria-hidden="true" />
      <strong>{title}</strong>
      <p>{more}</p>
      <Button tone="ink" busy={opening.busy} onPress={opening.open}>
        {t('open')} <kbd className={styles.key}>O</kbd>
      </Button>
      {!wasDismissed(opening.error) && <ErrorRemark error={opening.error} />}
    </div>
  )
}
