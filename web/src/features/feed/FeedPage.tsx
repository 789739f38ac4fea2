import { Page } from '../../design/Page'
import { useTexts } from './texts'

export function FeedPage() {
  const t = useTexts()
  return <Page title={t('title')}>{null}</Page>
}
