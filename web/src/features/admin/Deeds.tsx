import { Gavel, LogOut, RotateCcw, UserX } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../api/me'
import { wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Section } from '../../design/Page'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark, Remark } from '../../design/States'
import styles from './Admin.module.css'
import { type PersonWhole, restore, setReviewer, signOut, suspend } from './queries'
import { useTexts } from './texts'
import { useDeed } from './usePerson'

/** What is done with somebody; what cannot be taken back is asked first. */
export function Deeds({ person }: { person: PersonWhole }) {
  const t = useTexts()
  const me = useMe()
  const { handle } = person
  const [asking, setAsking] = useState(false)
  const suspending = useDeed(
    handle,
    () => suspend(handle),
    () => t('was_suspended', { handle }),
  )
  const restoring = useDeed(
    handle,
    () => restore(handle),
    () => t('restored', { handle }),
  )
  const signing = useDeed(
    handle,
    () => signOut(handle),
    found => t('signed_out', { count: found.sessions_ended }),
  )
  const naming = useDeed(
    handle,
    (is: boolean) => setReviewer(handle, is).then(() => is),
    is => t(is ? 'made_reviewer' : 'ended_reviewer', { handle }),
  )
  const error = [restoring, signing, naming].map(one => one.error).find(one => one && !wasDismissed(one))
  if (me.handle === handle)
    return (
      <Section title={t('deeds')}>
        <Remark>{t('you')}</Remark>
      </Section>
    )
  return (
    <Section title={t('deeds')} hint={t('deeds_hint')}>
      <div className={styles.deeds}>
        {person.office !== 'admin' && !person.suspended_at && !person.minor && (
          <Button
            icon={<Gavel />}
            busy={naming.isPending}
            onPress={() => naming.mutate(person.office === 'member')}
          >
            {t(person.office === 'member' ? 'make_reviewer' : 'end_reviewer')}
          </Button>
        )}
        <Button icon={<LogOut />} busy={signing.isPending} onPress={() => signing.mutate()}>
          {t('sign_out')}
        </Button>
        {person.suspended_at ? (
          <Button
            tone="yes"
            icon={<RotateCcw />}
            busy={restoring.isPending}
            onPress={() => restoring.mutate()}
          >
            {t('restore')}
          </Button>
        ) : (
          <Button tone="no" icon={<UserX />} onPress={() => setAsking(true)}>
            {t('suspend')}
          </Button>
        )}
      </div>
      <ErrorRemark error={error} />
      <Sheet
        title={t('suspend_ask', { handle })}
        open={asking}
        onClose={() => setAsking(false)}
        firm
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('cancel')}</Button>
            <Button
              tone="no"
              busy={suspending.isPending}
              onPress={() => suspending.mutate(undefined, { onSuccess: () => setAsking(false) })}
            >
              {t('suspend')}
            </Button>
          </>
        }
      >
        <p>{t('suspend_more')}</p>
        {!wasDismissed(suspending.error) && <ErrorRemark error={suspending.error} />}
      </Sheet>
    </Section>
  )
}
