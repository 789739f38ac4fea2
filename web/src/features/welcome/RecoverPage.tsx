import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, body } from '../../api/client'
import { deviceName } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { Page } from '../../design/Page'
import { useWords } from '../../design/States'
import { useTexts } from './texts'
import styles from './Welcome.module.css'

export function RecoverPage() {
  const t = useTexts()
  const words = useWords()
  const queries = useQueryClient()
  const router = useRouter()
  const [code, setCode] = useState('')
  const entering = useMutation({
    mutationFn: () => body(api.POST('/api/v1/sign-in/recover', { body: { code, device: deviceName() } })),
    onSuccess: () => {
      queries.clear()
      router.history.push('/settings')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    entering.mutate()
  }
  return (
    <div className={styles.beside}>
      <Page title={t('recover_title')} back>
        <form className={styles.form} onSubmit={submit}>
          <p>{t('recover_more')}</p>
          <Field
            label={t('code')}
            value={code}
            onChange={setCode}
            mono
            isRequired
            autoFocus
            autoComplete="off"
            spellCheck="false"
            error={entering.error ? words(entering.error) : null}
          />
          <Button type="submit" tone="light" size="l" wide busy={entering.isPending}>
            {t('recover')}
          </Button>
        </form>
      </Page>
    </div>
  )
}
