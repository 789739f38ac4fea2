import { Smartphone } from 'lucide-react'
import { Remark } from '../../design/States'
import styles from './Capture.module.css'
import { useTexts } from './texts'

/** Said to whoever holds a phone across; shown by the style sheet alone, so that it goes when the phone is turned. */
export function Upright() {
  const t = useTexts()
  return (
    <div className={styles.upright}>
      <Remark icon={<Smartphone />}>{t('upright')}</Remark>
    </div>
  )
}
