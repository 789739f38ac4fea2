import { Page } from '../../design/Page'
import { useTexts } from './texts'

export function CheckPage() {
  const t = useTexts()
  return <Page title={t('title')}>{null}</Page>
}
