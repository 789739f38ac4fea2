import { Copy, Download, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { api, body, onceKey } from '../../api/client'
import { useMe } from '../../api/me'
import { Button } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Settings.module.css'
import { useTexts } from './texts'
import { useConfirmed } from './useConfirmed'

/** Ten new recovery codes in place of the old ones, shown this once. */
export function Codes() {
  const t = useTexts()
  const me = useMe()
  const [codes, setCodes] = useState<string[] | null>(null)
  const drawing = useConfirmed(
    (_: null) => body(api.POST('/api/v1/me/recovery-codes', { headers: { 'Idempotency-Key': onceKey() } })),
    ['codes'],
  )
  const text = codes?.join('\n') ?? ''
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    say(t('copied'))
  }
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`Walkon @${me.handle}\n${text}\n`], { type: 'text/plain' }))
    link.download = `walkon-${me.handle}.txt`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <>
      <ErrorRemark error={drawing.trouble} />
      <div>
        <Button
          icon={<RefreshCw />}
          busy={drawing.isPending}
          onPress={() => drawing.mutate(null, { onSuccess: found => setCodes(found.recovery_codes) })}
        >
          {t('codes_draw')}
        </Button>
      </div>
      <Sheet
        title={t('codes_new')}
        open={codes !== null}
        onClose={() => setCodes(null)}
        firm
        actions={
          <>
            <Button icon={<Copy />} onPress={() => void copy()}>
              {t('copy')}
            </Button>
            <Button tone="light" icon={<Download />} onPress={save}>
              {t('save_file')}
            </Button>
          </>
        }
      >
        <div className={styles.stack}>
          <Remark>{t('codes_once')}</Remark>
          <ul className={styles.codes}>
            {codes?.map(code => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      </Sheet>
    </>
  )
}
