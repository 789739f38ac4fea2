import { useQuery } from '@tanstack/react-query'
import { Copy, MailPlus, Share2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import { day } from '../../i18n/times'
import styles from './People.module.css'
import { invitesQuery, useInvites } from './queries'
import { useTexts } from './texts'

const USES = ['1', '5', '20'] as const
const DAYS = 14

/** Letting friends in: an invite is a code and a link with it, and ends when one likes. */
export function Invites() {
  const t = useTexts()
  const { data } = useQuery(invitesQuery)
  const { make, end } = useInvites()
  const [open, setOpen] = useState(false)
  return (
    <Section title={t('invites')} hint={t('invites_more')}>
      {data && data.length > 0 && (
        <Rows label={t('invites')}>
          {data.map(invite => (
            <Row
              key={invite.id}
              icon={<MailPlus />}
              title={t('uses_left', { count: invite.uses_left })}
              hint={t('until', { day: day(invite.expires_at) })}
              end={
                <Button size="s" isDisabled={end.isPending} onPress={() => end.mutate(invite.id)}>
                  {t('take_back')}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
      <ErrorRemark error={end.error} />
      <Button
        icon={<MailPlus />}
        onPress={() => {
          make.reset()
          setOpen(true)
        }}
      >
        {t('invite')}
      </Button>
      {open && <InviteSheet make={make} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function InviteSheet({
  make,
  onClose,
}: {
  make: ReturnType<typeof useInvites>['make']
  onClose: () => void
}) {
  const t = useTexts()
  const [uses, choose] = useState<(typeof USES)[number]>('1')
  const made = make.data
  if (made) return <Made code={made.code} until={made.expires_at} onClose={onClose} />
  return (
    <Sheet
      title={t('invite')}
      open
      onClose={onClose}
      actions={
        <Button
          tone="light"
          wide
          busy={make.isPending}
          onPress={() => make.mutate({ uses: Number(uses), days: DAYS })}
        >
          {t('make_invite')}
        </Button>
      }
    >
      <Choice
        label={t('how_many')}
        form="pills"
        value={uses}
        onChange={choose}
        options={USES.map(value => ({ value, label: t('people_count', { count: Number(value) }) }))}
      />
      <ErrorRemark error={make.error} />
    </Sheet>
  )
}

function Made({ code, until, onClose }: { code: string; until: string; onClose: () => void }) {
  const t = useTexts()
  const link = `${window.location.origin}/join?invite=${encodeURIComponent(code)}`
  const copy = async () => {
    await navigator.clipboard.writeText(link)
    say(t('copied'))
  }
  return (
    <Sheet
      title={t('made')}
      open
      onClose={onClose}
      actions={
        <>
          <Button tone="light" icon={<Copy />} onPress={() => void copy()}>
            {t('copy_link')}
          </Button>
          {'share' in navigator && (
            <Button
              icon={<Share2 />}
              onPress={() => void navigator.share({ url: link }).catch(() => undefined)}
            >
              {t('send_it')}
            </Button>
          )}
        </>
      }
    >
      <output className={styles.code}>{code}</output>
      <p className={styles.quiet}>{t('made_more', { day: day(until) })}</p>
    </Sheet>
  )
}
