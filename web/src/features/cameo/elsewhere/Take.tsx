import { useMutation } from '@tanstack/react-query'
import { Copy, Download, FileLock2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useMe } from '../../../api/me'
import { confirmed, wasDismissed } from '../../../api/passkeys'
import { Button } from '../../../design/Button'
import { Field } from '../../../design/Field'
import { Section } from '../../../design/Page'
import { Sheet } from '../../../design/Sheet'
import { ErrorRemark, Remark } from '../../../design/States'
import { say } from '../../../design/Toasts'
import styles from './Elsewhere.module.css'
import { type Parcel, packed } from './queries'
import { useTexts } from './texts'

/** For which account on which server; then a file, and a code that is shown once. */
export function Take() {
  const t = useTexts()
  const me = useMe()
  const [server, setServer] = useState('')
  const [handle, setHandle] = useState(me.handle)
  const packing = useMutation({ mutationFn: () => confirmed(() => packed(server.trim(), handle.trim())) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    packing.mutate()
  }
  return (
    <Section title={t('take')} hint={t('take_more')}>
      <ol className={styles.steps}>
        {(['account', 'file', 'bring'] as const).map(step => (
          <li key={step}>{t(`step_${step}`)}</li>
        ))}
      </ol>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={t('server')}
          placeholder={t('server_example')}
          value={server}
          onChange={setServer}
          inputMode="url"
          autoComplete="off"
          maxLength={200}
        />
        <Field
          label={t('handle')}
          hint={t('handle_more')}
          prefix="@"
          value={handle}
          onChange={setHandle}
          autoComplete="off"
          maxLength={31}
        />
        <ErrorRemark error={wasDismissed(packing.error) ? null : packing.error} />
        <Button
          type="submit"
          tone="light"
          size="l"
          wide
          icon={<FileLock2 />}
          busy={packing.isPending}
          isDisabled={!server.trim() || !handle.trim()}
        >
          {t('make')}
        </Button>
      </form>
      {packing.data && <Made parcel={packing.data} onDone={packing.reset} />}
    </Section>
  )
}

function Made({ parcel, onDone }: { parcel: Parcel; onDone: () => void }) {
  const t = useTexts()
  const copy = async () => {
    await navigator.clipboard.writeText(parcel.code)
    say(t('copied'))
  }
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(parcel.file)
    link.download = `${parcel.handle}.walkon`
    link.click()
    URL.revokeObjectURL(link.href)
    say(t('saved'))
  }
  return (
    <Sheet
      title={t('made')}
      open
      onClose={onDone}
      firm
      actions={
        <>
          <Button icon={<Copy />} onPress={() => void copy()}>
            {t('copy')}
          </Button>
          <Button tone="light" icon={<Download />} onPress={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <p className={styles.small}>{t('file_for', { handle: parcel.handle, server: parcel.server })}</p>
        <div className={styles.code}>
          <span className={styles.small}>{t('code')}</span>
          <code>{parcel.code}</code>
        </div>
        <Remark>{t('made_once')}</Remark>
      </div>
    </Sheet>
  )
}
