import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { LockKeyhole } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../design/Choice'
import { Logo } from '../../design/Logo'
import { useTitle } from '../../design/Page'
import { ErrorRemark, Remark } from '../../design/States'
import { LANGUAGE_NAMES, LANGUAGES, language, speak } from '../../i18n/texts'
import styles from './Check.module.css'
import { Chooser } from './Chooser'
import { checkFile, checkLink, LARGEST } from './queries'
import { useTexts } from './texts'
import { Verdict } from './Verdict'

const route = getRouteApi('/open/check')
const MEGABYTE = 1 << 20

type Subject = { file: File } | { link: string }

export function CheckPage() {
  const t = useTexts()
  const { link } = route.useSearch()
  const navigate = useNavigate()
  const [tooBig, setTooBig] = useState<number | null>(null)
  const checking = useMutation({
    mutationFn: (subject: Subject) => ('file' in subject ? checkFile(subject.file) : checkLink(subject.link)),
  })
  useTitle(t('title'))
  useAtOnce(link, from => checking.mutate({ link: from }))
  const choose = (file: File) => {
    setTooBig(file.size > LARGEST ? file.size : null)
    if (file.size <= LARGEST) checking.mutate({ file })
    else checking.reset()
  }
  const again = () => {
    checking.reset()
    void navigate({ to: '/check', search: {}, replace: true })
  }
  const subject = checking.variables
  return (
    <div className={styles.check}>
      <Top />
      <main className={styles.main}>
        {checking.isSuccess ? (
          <Verdict
            found={checking.data}
            file={subject && 'file' in subject ? subject.file : null}
            onAgain={again}
          />
        ) : (
          <>
            <h1 className={styles.title}>{t('title')}</h1>
            <p className={styles.lead}>
              {t('lead')} <span>{t('lead_more')}</span>
            </p>
            <Chooser
              busy={checking.isPending}
              onFile={choose}
              onLink={from => checking.mutate({ link: from })}
              megabytes={Math.floor(LARGEST / MEGABYTE)}
              firstLink={link ?? ''}
            />
            {tooBig !== null && (
              <Remark mood="no">
                {t('too_big', {
                  megabytes: Math.ceil(tooBig / MEGABYTE),
                  limit: Math.floor(LARGEST / MEGABYTE),
                })}
              </Remark>
            )}
            <ErrorRemark error={tooBig === null ? checking.error : null} />
            <p className={styles.kept}>
              <LockKeyhole aria-hidden="true" />
              {t('kept')}
            </p>
          </>
        )}
      </main>
    </div>
  )
}

/** Who came with a link has it checked without asking again, once. */
function useAtOnce(link: string | undefined, check: (link: string) => void): void {
  const done = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (link === undefined || done.current === link) return
    done.current = link
    check(link)
  })
}

function Top() {
  const t = useTexts()
  useTranslation()
  return (
    <header className={styles.top}>
      <Link to="/" className={styles.brand}>
        <Logo size={34} />
        <strong>Walkon</strong>
      </Link>
      <Choice
        label={t('language')}
        hideLabel
        form="pills"
        value={language()}
        onChange={chosen => void speak(chosen)}
        options={LANGUAGES.map(code => ({
          value: code,
          label: <span lang={code}>{LANGUAGE_NAMES[code]}</span>,
        }))}
      />
    </header>
  )
}
