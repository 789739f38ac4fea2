import { useState } from 'react'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { Section } from '../../design/Page'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Inbox.module.css'
import { type Film, useSendAgain } from './queries'
import { useTexts } from './texts'

/** After a change was asked for: the sentence, to be changed, and everybody asked again. */
export function SendAgain({ film }: { film: Film }) {
  const t = useTexts()
  const [prompt, setPrompt] = useState(film.prompt)
  const sending = useSendAgain(film)
  const send = () =>
    sending.mutate(prompt, {
      onSuccess: after => say(t(after.state === 'refused' ? 'again_barred' : 'again_sent')),
    })
  return (
    <Section title={t('again')} hint={t('again_more')}>
      <div className={styles.sheet}>
        <Field label={t('again_words')} rows={3} value={prompt} onChange={setPrompt} maxLength={4000} />
        <ErrorRemark error={sending.error} />
        <Button tone="light" busy={sending.isPending} isDisabled={prompt.trim() === ''} onPress={send}>
          {t('again_send')}
        </Button>
      </div>
    </Section>
  )
}
