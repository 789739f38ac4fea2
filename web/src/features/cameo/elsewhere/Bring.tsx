import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BadgeCheck, FileLock2, ScanFace } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { confirmed, wasDismissed } from '../../../api/passkeys'
import { Button } from '../../../design/Button'
import buttons from '../../../design/Button.module.css'
import { Field } from '../../../design/Field'
import { Section } from '../../../design/Page'
import { Empty, ErrorRemark } from '../../../design/States'
import styles from './Elsewhere.module.css'
import { type Brought, brought } from './queries'
import { useTexts } from './texts'

/** The file from the other server, and its code. */
export function Bring({ onFound }: { onFound: (found: Brought) => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [code, setCode] = useState('')
  const bringing = useMutation({
    mutationFn: (chosen: File) => confirmed(() => brought(chosen, code)),
    onSuccess: async found => {
      onFound(found)
      await queries.invalidateQueries()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file) bringing.mutate(file)
  }
  return (
    <Section title={t('bring')} hint={t('bring_more')}>
      <form className={styles.form} onSubmit={submit}>
        <fieldset className={styles.file}>
          <legend className="unseen">{t('file')}</legend>
          <span className={styles.picture} aria-hidden="true">
            <FileLock2 />
          </span>
          <span className={styles.name}>
            <span>{file ? file.name : t('none_chosen')}</span>
            {file && <span className={styles.small}>{t('megabytes', { count: megabytes(file.size) })}</span>}
          </span>
          <input
            ref={chooser}
            type="file"
            hidden
            onChange={event => {
              setFile(event.target.files?.[0] ?? null)
              event.target.value = ''
            }}
          />
          <Button size="s" onPress={() => chooser.current?.click()}>
            {t(file ? 'choose_again' : 'choose')}
          </Button>
        </fieldset>
        <Field
          label={t('code')}
          hint={t('code_more')}
          placeholder="XXXXX-XXXXX-XXXXX-XXXXX"
          value={code}
          onChange={setCode}
          autoComplete="off"
          maxLength={100}
          mono
        />
        <ErrorRemark error={wasDismissed(bringing.error) ? null : bringing.error} />
        <Button
          type="submit"
          tone="light"
          size="l"
          wide
          busy={bringing.isPending}
          isDisabled={!file || !code.trim()}
        >
          {t('bring_do')}
        </Button>
        <div className="unseen" role="status">
          {bringing.isPending ? t('bringing') : ''}
        </div>
      </form>
      <p className={styles.or}>
        {t('or_record')} <Link to="/record">{t('record')}</Link>
      </p>
    </Section>
  )
}

/** It is here: verified, or everything that is in doubt and what to do about it. */
export function Here({ found }: { found: Brought }) {
  const t = useTexts()
  const link = `${buttons.button} ${buttons.light} ${buttons.l}`
  if (found.standing === 'verified')
    return (
      <Empty
        icon={<BadgeCheck />}
        title={t('here')}
        action={
          <Link to="/me/cameo/rules" className={link}>
            {t('to_rules')}
          </Link>
        }
      >
        {t('here_more')}
      </Empty>
    )
  return (
    <Empty
      icon={<ScanFace />}
      title={t('doubted')}
      action={
        <div className={styles.ways}>
          <ul className={styles.doubts}>
            {found.doubts.map(doubt => (
              <li key={doubt}>{t(`doubt_${doubt}`)}</li>
            ))}
          </ul>
          <Link to="/record" className={link}>
            {t('record')}
          </Link>
          <Link to="/me/cameo" className={`${buttons.button} ${buttons.quiet} ${buttons.l}`}>
            {t('to_cameo')}
          </Link>
        </div>
      }
    >
      {t('doubted_more')}
    </Empty>
  )
}

function megabytes(size: number): string {
  return Math.max(0.1, size / 1_000_000).toFixed(1)
}
