import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { Empty } from '../design/States'
import { useTexts } from './texts'

export function NotThere() {
  const t = useTexts()
  return (
    <Empty icon={<Compass />} title={t('not_there')} action={<Link to="/">{t('home')}</Link>}>
      {t('not_there_more')}
    </Empty>
  )
}
