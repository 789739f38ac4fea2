import { Page } from '../../design/Page'
import { useTexts } from './texts'

export function AdminPage() {
  const t = useTexts()
  return <Page title={t('title')}>{null}</Page>
}
