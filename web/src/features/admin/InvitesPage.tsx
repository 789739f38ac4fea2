import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, Plus, Ticket } from 'lucide-react'
import { useState } from 'react'
import { confirmed, wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Field } from '../../design/Field'
import { Row, Rows } from '../../design/Row'
import { Sheet } from '../../design/Sheet'
import { Empty, ErrorRemark, Failed, Waiting } from '../../design/States'
import { say } from '../../design/Toasts'
import { ago } from '../../i18n/times'
import styles from './Admin.module.css'
import { AdminPlace } from './Places'
import { endInvite, type Invite, invitesQuery, makeInvite } from './queries'
import { useTexts } from './texts'

export function InvitesPage() {
  const t = useTexts()
  const [making, setMaking] = useState(false)
  return (
    <AdminPlace
      actions={
        <Button size="s" tone="light" icon={<Plus />} onPress={() => setMaking(true)}>
          {t('new_invite')}
        </Button>
      }
    >
      <Invites />
      {making && <NewInvite onClose={() => setMaking(false)} />}
    </AdminPlace>
  )
}

function Invites() {
  const t = useTexts()
  const found = useQuery(invitesQuery)
  if (found.isPending) return <Waiting />
  if (found.error) return <Failed error={found.error} onAgain={() => void found.refetch()} />
  if (found.data.length === 0)
    return (
      <Empty icon={<Ticket />} title={t('no_invites')}>
        {t('no_invites_more')}
      </Empty>
    )
  return (
    <Rows label={t('invites')}>
      {found.data.map(invite => (
        <InviteRow key={invite.id} invite={invite} />
      ))}
    </Rows>
  )
}

function InviteRow({ invite }: { invite: Invite }) {
  const t = useTexts()
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: () => confirmed(() => endInvite(invite.id)),
    onSuccess: () => {
      say(t('ended'))
      return queries.invalidateQueries({ queryKey: invitesQuery.queryKey })
    },
  })
  return (
    <Row
      icon={<Ticket />}
      title={t('invite_by', { handle: invite.made_by })}
      hint={
        invite.works
          ? `${t('invite_left', { count: invite.uses_left })} · ${t('invite_ends', { when: ago(invite.expires_at) })}`
          : ago(invite.made_at)
      }
      end={
        invite.works ? (
          <Button size="s" busy={ending.isPending} onPress={() => ending.mutate()}>
            {t('end')}
          </Button>
        ) : (
          <Chip>{t('invite_over')}</Chip>
        )
      }
    >
      {!wasDismissed(ending.error) && <ErrorRemark error={ending.error} />}
    </Row>
  )
}

function NewInvite({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [uses, setUses] = useState('1')
  const [days, setDays] = useState('14')
  const making = useMutation({
    mutationFn: () => makeInvite(Number(uses), Number(days)),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitesQuery.queryKey }),
  })
  const link = making.data && `${window.location.origin}/join?invite=${making.data.code}`
  return (
    <Sheet
      title={t(link ? 'invite_made' : 'new_invite')}
      open
      onClose={onClose}
      actions={
        link ? (
          <Button
            tone="light"
            wide
            icon={<Copy />}
            onPress={() => void navigator.clipboard.writeText(link).then(() => say(t('copied')))}
          >
            {t('copy_link')}
          </Button>
        ) : (
          <Button tone="light" wide busy={making.isPending} onPress={() => making.mutate()}>
            {t('make')}
          </Button>
        )
      }
    >
      {link ? (
        <div className={styles.stack}>
          <p>{t('invite_more')}</p>
          <code className={styles.code}>{making.data?.code}</code>
        </div>
      ) : (
        <div className={styles.fields}>
          <Field label={t('uses')} inputMode="numeric" value={uses} onChange={setUses} />
          <Field label={t('days')} inputMode="numeric" value={days} onChange={setDays} />
        </div>
      )}
      <ErrorRemark error={making.error} />
    </Sheet>
  )
}
