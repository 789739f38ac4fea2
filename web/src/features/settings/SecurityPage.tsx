import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Fingerprint, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client'
import { addPasskey } from '../../api/passkeys'
import { Button, IconButton } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Field } from '../../design/Field'
import { Page, Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import { ago, day } from '../../i18n/times'
import { Codes } from './Codes'
import { type Passkey, passkeysQuery, type Session, sessionsQuery, tiedQuery } from './queries'
import { useTexts } from './texts'
import { useConfirmed } from './useConfirmed'

/** The ways into an account: passkeys, recovery codes, accounts elsewhere, and where it is open now. */
export function SecurityPage() {
  const t = useTexts()
  return (
    <Page title={t('security')} back>
      <Passkeys />
      <Section title={t('codes')} hint={t('codes_more')}>
        <Codes />
      </Section>
      <Elsewhere />
      <Sessions />
    </Page>
  )
}

function Passkeys() {
  const t = useTexts()
  const { data: passkeys } = useSuspenseQuery(passkeysQuery)
  const [naming, setNaming] = useState<Passkey | null>(null)
  const adding = useConfirmed((_: null) => addPasskey(), passkeysQuery.queryKey)
  const removing = useConfirmed(
    (id: string) => api.DELETE('/api/v1/me/passkeys/{passkey}', { params: { path: { passkey: id } } }),
    passkeysQuery.queryKey,
  )
  const add = () => adding.mutate(null, { onSuccess: () => say(t('passkey_added')) })
  return (
    <Section title={t('passkeys')} hint={t('passkeys_more')}>
      <Rows label={t('passkeys')}>
        {passkeys.map(passkey => (
          <Row
            key={passkey.id}
            icon={<Fingerprint />}
            title={passkey.name || t('passkey')}
            hint={
              passkey.used_at
                ? t('used', { when: ago(passkey.used_at) })
                : t('added', { day: day(passkey.added_at) })
            }
            end={
              <>
                <Button size="s" onPress={() => setNaming(passkey)}>
                  {t('rename')}
                </Button>
                <IconButton
                  label={t('remove_named', { name: passkey.name || t('passkey') })}
                  onPress={() => removing.mutate(passkey.id)}
                  isDisabled={removing.isPending}
                >
                  <Trash2 />
                </IconButton>
              </>
            }
          />
        ))}
      </Rows>
      <ErrorRemark error={adding.trouble ?? removing.trouble} />
      <div>
        <Button icon={<Plus />} busy={adding.isPending} onPress={add}>
          {t('passkey_add')}
        </Button>
      </div>
      {naming && <Naming passkey={naming} onDone={() => setNaming(null)} />}
    </Section>
  )
}

function Naming({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [name, setName] = useState(passkey.name)
  const saving = useMutation({
    mutationFn: () =>
      api.PATCH('/api/v1/me/passkeys/{passkey}', {
        params: { path: { passkey: passkey.id } },
        body: { name },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: passkeysQuery.queryKey })
      onDone()
    },
  })
  return (
    <Sheet
      title={t('rename')}
      open
      onClose={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t('cancel')}</Button>
          <Button tone="ink" busy={saving.isPending} onPress={() => saving.mutate()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Field label={t('name')} value={name} onChange={setName} maxLength={60} autoFocus />
      <ErrorRemark error={saving.error} />
    </Sheet>
  )
}

function Elsewhere() {
  const t = useTexts()
  const tied = useQuery(tiedQuery).data ?? []
  const untying = useConfirmed(
    (tie: string) => api.DELETE('/api/v1/me/elsewhere/{tie}', { params: { path: { tie } } }),
    tiedQuery.queryKey,
  )
  if (tied.length === 0) return null
  return (
    <Section title={t('elsewhere')} hint={t('elsewhere_more')}>
      <Rows>
        {tied.map(one => (
          <Row
            key={one.id}
            title={t('tied', { day: day(one.tied_at) })}
            end={
              <Button size="s" tone="no" onPress={() => untying.mutate(one.id)}>
                {t('untie')}
              </Button>
            }
          />
        ))}
      </Rows>
      <ErrorRemark error={untying.trouble} />
    </Section>
  )
}

function Sessions() {
  const t = useTexts()
  const queries = useQueryClient()
  const sessions = useQuery(sessionsQuery).data ?? []
  const ending = useMutation({
    mutationFn: (ids: string[]) =>
      Promise.all(
        ids.map(session => api.DELETE('/api/v1/me/sessions/{session}', { params: { path: { session } } })),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const others = sessions.filter(session => !session.this)
  return (
    <Section title={t('devices')} hint={t('devices_more')}>
      <Rows label={t('devices')}>
        {sessions.map(session => (
          <Device key={session.id} session={session} onEnd={() => ending.mutate([session.id])} />
        ))}
      </Rows>
      <ErrorRemark error={ending.error} />
      {others.length > 1 && (
        <div>
          <Button tone="no" busy={ending.isPending} onPress={() => ending.mutate(others.map(one => one.id))}>
            {t('end_others')}
          </Button>
        </div>
      )}
    </Section>
  )
}

function Device({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const t = useTexts()
  const name = session.device || t('device')
  return (
    <Row
      title={name}
      hint={`${t('opened', { day: day(session.opened_at) })} · ${t('used', { when: ago(session.used_at) })}`}
      end={
        session.this ? (
          <Chip mood="yes">{t('this_device')}</Chip>
        ) : (
          <Button size="s" aria-label={t('end_named', { name })} onPress={onEnd}>
            {t('end')}
          </Button>
        )
      }
    />
  )
}
