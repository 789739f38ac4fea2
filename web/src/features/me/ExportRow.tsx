import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { confirm, wasDismissed } from '../../api/passkeys'
import { Button } from '../../design/Button'
import { Row } from '../../design/Row'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import { useTexts } from './texts'

/** Everything known of me as one file; the browser fetches it itself, so that its size does not matter. */
export function ExportRow({ icon }: { icon: ReactNode }) {
  const t = useTexts()
  const [open, setOpen] = useState(false)
  const taking = useMutation({
    mutationFn: async () => {
      await confirm()
      const link = document.createElement('a')
      link.href = '/api/v1/me/export'
      link.download = ''
      link.click()
    },
    onSuccess: () => {
      setOpen(false)
      say(t('export_begun'))
    },
  })
  const error = wasDismissed(taking.error) ? null : taking.error
  return (
    <Row
      icon={icon}
      title={t('export')}
      hint={t('export_more')}
      end={
        <Button size="s" onPress={() => setOpen(true)}>
          {t('export_do')}
        </Button>
      }
    >
      <Sheet
        title={t('export')}
        open={open}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>{t('cancel')}</Button>
            <Button tone="ink" busy={taking.isPending} onPress={() => taking.mutate()}>
              {t('export_confirm')}
            </Button>
          </>
        }
      >
        <p>{t('export_what')}</p>
        <ErrorRemark error={error} />
      </Sheet>
    </Row>
  )
}
