import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Fingerprint } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { signUp, wasDismissed } from '../../api/passkeys'
import { isProblem } from '../../api/problem'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { Page } from '../../design/Page'
import { ErrorRemark, Remark, useWords } from '../../design/States'
import { Switch } from '../../design/Switch'
import { CodesPage } from './CodesPage'
import { houseQuery } from './queries'
import { useTexts } from './texts'
import styles from './Welcome.module.css'

const route = getRouteApi('/open/join')
const OF_THE_HANDLE = ['handle_taken', 'bad_handle']
const OF_THE_INVITE = ['invite_needed', 'invite_refused']

export function JoinPage() {
  const t = useTexts()
  const words = useWords()
  const house = useQuery(houseQuery).data
  const { invite: given } = route.useSearch()
  const [handle, setHandle] = useState('')
  const [invite, setInvite] = useState(given ?? '')
  const [minor, setMinor] = useState(false)
  const joining = useJoining()
  const invited = house?.sign_up === 'by_invite' && !house.empty
  const { error } = joining
  const handleError = isProblem(error, ...OF_THE_HANDLE) ? words(error) : null
  const inviteError = isProblem(error, ...OF_THE_INVITE) ? words(error) : null

  if (joining.data) return <CodesPage codes={joining.data.recovery_codes} handle={joining.data.handle} />

  const submit = (event: FormEvent) => {
    event.preventDefault()
    joining.mutate({ handle: handle.replace(/^@/, ''), invite: invite.trim() || null, minor })
  }
  return (
    <div className={styles.beside}>
      <Page title={t('join_title')} back>
        <form className={styles.form} onSubmit={submit}>
          {house?.empty && <Remark>{t('first_note')}</Remark>}
          <Field
            label={t('handle')}
            hint={t('handle_hint')}
            prefix="@"
            value={handle}
            onChange={typed => setHandle(typed.replace(/^@/, '').toLowerCase())}
            error={handleError}
            isRequired
            autoComplete="username webauthn"
            spellCheck="false"
            maxLength={30}
            autoFocus
          />
          {invited && (
            <Field
              label={t('invite')}
              hint={t('invite_hint')}
              value={invite}
              onChange={setInvite}
              error={inviteError}
              isRequired
              mono
              spellCheck="false"
            />
          )}
          <Switch hint={t('minor_hint')} on={minor} onChange={setMinor}>
            {t('minor')}
          </Switch>
          {!handleError && !inviteError && <ErrorRemark error={error} />}
          <Button type="submit" tone="light" size="l" wide icon={<Fingerprint />} busy={joining.isPending}>
            {t('make_passkey')}
          </Button>
          <p className={styles.small}>{t('passkey_hint')}</p>
          <p className={styles.small}>
            {t('here_already')} <Link to="/welcome">{t('sign_in_short')}</Link>
          </p>
        </form>
      </Page>
    </div>
  )
}

function useJoining() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (newcomer: Parameters<typeof signUp>[0]) => {
      try {
        return await signUp(newcomer)
      } catch (error) {
        if (wasDismissed(error)) return null
        throw error
      }
    },
    onSuccess: made => {
      if (made) queries.clear() // that nobody was signed in, above all
    },
  })
}
