import { useBlocker, useRouter } from '@tanstack/react-router'
import { Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Page } from '../../design/Page'
import { Switch } from '../../design/Switch'
import { say } from '../../design/Toasts'
import { useTexts } from './texts'
import styles from './Welcome.module.css'

/** Recovery codes, shown this one time; the browser's way back does not lead away before they are kept. */
export function CodesPage({ codes, handle }: { codes: string[]; handle: string }) {
  const t = useTexts()
  const router = useRouter()
  const [kept, setKept] = useState(false)
  useBlocker({
    shouldBlockFn: () => {
      say(t('codes_more'))
      return true
    },
    disabled: kept,
  })
  const text = codes.join('\n')
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`Walkon @${handle}\n${text}\n`], { type: 'text/plain' }))
    link.download = `walkon-${handle}.txt`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    say(t('codes_copied'))
  }
  return (
    <div className={styles.beside}>
      <Page title={t('codes_title')}>
        <div className={styles.form}>
          <p>{t('codes_more')}</p>
          <ul className={styles.codes}>
            {codes.map(code => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <div className={styles.pair}>
            <Button icon={<Copy />} onPress={() => void copy()}>
              {t('codes_copy')}
            </Button>
            <Button icon={<Download />} onPress={save}>
              {t('codes_save')}
            </Button>
          </div>
          <Switch on={kept} onChange={setKept}>
            {t('codes_kept')}
          </Switch>
          <Button
            tone="light"
            size="l"
            wide
            isDisabled={!kept}
            onPress={() => router.history.replace('/record')}
          >
            {t('go_on')}
          </Button>
        </div>
      </Page>
    </div>
  )
}
