import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Field } from '../../design/Field'
import { Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { ErrorRemark, Skeleton, useWords } from '../../design/States'
import { mailQuery } from './queries'
import styles from './Settings.module.css'
import { useTexts } from './texts'

/** The address that mail goes to: typed, confirmed by a code, removed. */
export function MailAddress() {
  const t = useTexts()
  const queries = useQueryClient()
  const mail = useQuery(mailQuery)
  const removing = useMutation({
    mutationFn: () => api.DELETE('/api/v1/me/mail'),
    onSettled: () => queries.invalidateQueries({ queryKey: mailQuery.queryKey }),
  })
  const known = mail.data
  return (
    <Section title={t('mail')} hint={t('mail_more')}>
      {!known && <Skeleton height={60} />}
      {known && known.state !== 'none' && (
        <Rows>
          <Row
            title={known.address ?? ''}
            hint={known.state === 'confirmed' ? t('mail_confirmed') : t('mail_asked')}
            end={
              <>
                {known.state === 'confirmed' && <Chip mood="yes">{t('confirmed')}</Chip>}
                <Button size="s" busy={removing.isPending} onPress={() => removing.mutate()}>
                  {t('remove')}
                </Button>
              </>
            }
          />
        </Rows>
      )}
      <ErrorRemark error={removing.error} />
      {known?.state === 'none' && <Typing />}
      {known?.state === 'asked' && <Confirming />}
    </Section>
  )
}

function Typing() {
  const t = useTexts()
  const words = useWords()
  const queries = useQueryClient()
  const [address, setAddress] = useState('')
  const asking = useMutation({
    mutationFn: () => api.PUT('/api/v1/me/mail', { body: { address } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: mailQuery.queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.mutate()
  }
  return (
    <form className={styles.pair} onSubmit={submit}>
      <Field
        label={t('address')}
        type="email"
        autoComplete="email"
        value={address}
        onChange={setAddress}
        isRequired
        error={asking.error ? words(asking.error) : null}
      />
      <Button type="submit" busy={asking.isPending}>
        {t('send_code')}
      </Button>
    </form>
  )
}

function Confirming() {
  const t = useTexts()
  const words = useWords()
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const confirming = useMutation({
    mutationFn: () => api.POST('/api/v1/me/mail/confirm', { body: { code } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: mailQuery.queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirming.mutate()
  }
  return (
    <form className={styles.pair} onSubmit={submit}>
      <Field
        label={t('mail_code')}
        mono
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        isRequired
        error={confirming.error ? words(confirming.error) : null}
      />
      <Button type="submit" tone="ink" busy={confirming.isPending}>
        {t('confirm')}
      </Button>
    </form>
  )
}
