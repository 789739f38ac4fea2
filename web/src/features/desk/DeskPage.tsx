import { Page } from '../../design/Page'
import { useTexts } from './texts'

export function DeskPage() {
  const t = useTexts()
  return <Page title={t('title')}>{null}</Page>
}
