import { Page } from '../../design/Page'
import { useTexts } from './texts'

export function MePage() {
  const t = useTexts()
  return <Page title={t('title')}>{null}</Page>
}
