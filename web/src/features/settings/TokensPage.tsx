import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Copy, Plus, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import { api, body, onceKey } from '../../api/client'
import { useMe } from '../../api/me'
import { Button } from '../../design/Button'
import { Checks } from '../../design/Checks'
import { Choice } from '../../design/Choice'
import { Field } from '../../design/Field'
import { Page } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { Sheet } from '../../design/Sheet'
import { Empty, ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import { ago, day } from '../../i18n/times'
import { type Scope, tokensQuery } from './queries'
import styles from './Settings.module.css'
import { useTexts } from './texts'
import { useConfirmed } from './useConfirmed'

const SCOPES: readonly Scope[] = ['read', 'create', 'cameo', 'answer']
const LASTS = ['30', '90', '365'] as const

/** What programs act by. */
export function TokensPage() {
  const t = useTexts()
  const queries = useQueryClient()
  const { data: tokens } = useSuspenseQuery(tokensQuery)
  const [making, setMaking] = useState(false)
  const revoking = useMutation({
    mutationFn: (token: string) => api.DELETE('/api/v1/me/tokens/{token}', { params: { path: { token } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  const add = (
    <Button tone="light" icon={<Plus />} onPress={() => setMaking(true)}>
      {t('token_make')}
    </Button>
  )
  return (
    <Page title={t('tokens')} back>
      {tokens.length === 0 ? (
        <Empty icon={<SquareTerminal />} title={t('tokens_none')} action={add}>
          {t('tokens_none_more')}
        </Empty>
      ) : (
        <div className={styles.stack}>
          <Rows label={t('tokens')}>
            {tokens.map(token => (
              <Row
                key={token.id}
                title={token.name}
                hint={
                  <>
                    {token.scopes.map(scope => t(`scope_${scope}`)).join(' · ')}
                    <br />
                    {t('until', { day: day(token.expires_at) })}
                    {token.used_at && ` · ${t('used', { when: ago(token.used_at) })}`}
                  </>
                }
                end={
                  <Button
                    size="s"
                    tone="no"
                    aria-label={t('revoke_named', { name: token.name })}
                    onPress={() => revoking.mutate(token.id)}
                  >
                    {t('revoke')}
                  </Button>
                }
              />
            ))}
          </Rows>
          <ErrorRemark error={revoking.error} />
          <div>{add}</div>
        </div>
      )}
      {making && <Making onDone={() => setMaking(false)} />}
    </Page>
  )
}

function Making({ onDone }: { onDone: () => void }) {
  const t = useTexts()
  const me = useMe()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const [days, setDays] = useState<(typeof LASTS)[number]>('90')
  const making = useConfirmed(
    (_: null) =>
      body(
        api.POST('/api/v1/me/tokens', {
          body: { name: name.trim(), scopes, days: Number(days) },
          headers: { 'Idempotency-Key': onceKey() },
        }),
      ),
    tokensQuery.queryKey,
  )
  const offered: readonly Scope[] = me.office === 'admin' ? [...SCOPES, 'admin'] : SCOPES
  if (making.data) return <Made text={making.data.text} onDone={onDone} />
  return (
    <Sheet
      title={t('token_make')}
      open
      onClose={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t('cancel')}</Button>
          <Button
            tone="ink"
            busy={making.isPending}
            isDisabled={name.trim() === '' || scopes.length === 0}
            onPress={() => making.mutate(null)}
          >
            {t('make')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Field
          label={t('token_name')}
          placeholder={t('token_name_example')}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus
        />
        <Checks
          label={t('token_may')}
          value={scopes}
          onChange={setScopes}
          options={offered.map(scope => ({ value: scope, label: t(`scope_${scope}`) }))}
        />
        <Choice
          label={t('token_lasts')}
          form="pills"
          value={days}
          onChange={setDays}
          options={LASTS.map(one => ({ value: one, label: t('days', { count: Number(one) }) }))}
        />
        <ErrorRemark error={making.trouble} />
      </div>
    </Sheet>
  )
}

/** Its text, shown this once. */
function Made({ text, onDone }: { text: string; onDone: () => void }) {
  const t = useTexts()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    say(t('copied'))
  }
  return (
    <Sheet
      title={t('token_made')}
      open
      onClose={onDone}
      firm
      actions={
        <>
          <Button onPress={onDone}>{t('done')}</Button>
          <Button tone="light" icon={<Copy />} onPress={() => void copy()}>
            {t('copy')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Remark>{t('token_once')}</Remark>
        <code className={styles.token}>{text}</code>
      </div>
    </Sheet>
  )
}
