import { FileSearch } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { DropZone, Text } from 'react-aria-components'
import { Button } from '../../design/Button'
import { Field } from '../../design/Field'
import { Spinner } from '../../design/Spinner'
import styles from './Check.module.css'
import { useTexts } from './texts'

interface ChooserProps {
  busy: boolean
  megabytes: number
  firstLink: string
  onFile: (file: File) => void
  onLink: (link: string) => void
}

/** A file, dropped or chosen, or a link. */
export function Chooser({ busy, megabytes, firstLink, onFile, onLink }: ChooserProps) {
  const t = useTexts()
  const chooser = useRef<HTMLInputElement>(null)
  const [link, setLink] = useState(firstLink)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (link.trim()) onLink(link.trim())
  }
  return (
    <div className={styles.chooser}>
      <DropZone
        className={styles.zone ?? ''}
        isDisabled={busy}
        onDrop={async event => {
          const found = event.items.find(item => item.kind === 'file')
          if (found?.kind === 'file') onFile(await found.getFile())
        }}
      >
        {({ isDropTarget }) => (
          <>
            <span className={styles.glass} aria-hidden="true">
              {busy ? <Spinner large /> : <FileSearch />}
            </span>
            <Text slot="label" className={styles.dropWords ?? ''}>
              {busy ? t('reading') : isDropTarget ? t('drop_now') : t('drop')}
            </Text>
            <input
              ref={chooser}
              type="file"
              hidden
              onChange={event => {
                const file = event.target.files?.[0]
                event.target.value = ''
                if (file) onFile(file)
              }}
            />
            <Button tone="light" size="l" isDisabled={busy} onPress={() => chooser.current?.click()}>
              {t('choose')}
            </Button>
            <p className={styles.kinds}>{t('kinds', { megabytes })}</p>
          </>
        )}
      </DropZone>
      <div className="unseen" role="status">
        {busy ? t('reading') : ''}
      </div>
      <div className={styles.or}>{t('or')}</div>
      <form className={styles.link} onSubmit={submit}>
        <Field
          label={t('link')}
          placeholder={t('link_placeholder')}
          type="url"
          inputMode="url"
          value={link}
          onChange={setLink}
        />
        <Button type="submit" isDisabled={busy || !link.trim()}>
          {t('check_link')}
        </Button>
      </form>
    </div>
  )
}
