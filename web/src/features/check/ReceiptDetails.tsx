import type { Schemas } from '../../api/client'
import { day, moment, number } from '../../i18n/times'
import styles from './Check.module.css'
import { Code } from './Code'
import { Facts, Folded } from './Folded'
import type { Checked } from './queries'
import { useTexts } from './texts'

const TIMES = ['asked_at', 'key_destroyed_at', 'erased_at', 'proven_at', 'signed_at'] as const
const COUNTS = ['grants', 'requests', 'releases', 'films', 'stills', 'recordings'] as const

/** What a withdrawal receipt says; it is what people come for, so it lies open. */
export function ReceiptDetails({ found, receipt }: { found: Checked; receipt: Schemas['ReceiptChecked'] }) {
  const t = useTexts()
  const times = TIMES.flatMap(name => {
    const at = receipt[name]
    return at ? [[t(name), moment(at)] as const] : []
  })
  const counts = COUNTS.flatMap(name => {
    const count = receipt.counts[name]
    return count === undefined ? [] : [[t(name), number(count)] as const]
  })
  return (
    <div className={styles.details}>
      <Folded title={t('receipt')} open>
        <Facts
          facts={[
            ...(receipt.server ? [[t('server'), receipt.server] as const] : []),
            ...times,
            ...(found.signer ? [[t('fingerprint'), <Code key="code">{found.signer}</Code>] as const] : []),
          ]}
        />
      </Folded>
      <Folded title={t('ended')}>
        <Facts facts={counts} />
      </Folded>
      <Folded title={t('remains')}>
        <ul className={styles.list}>
          {receipt.remains.map(one => (
            <li key={one.what}>
              <span>{t(`remains_${one.what}`)}</span>
              {one.until && (
                <span className={styles.until}>{t('remains_until', { day: day(one.until) })}</span>
              )}
            </li>
          ))}
        </ul>
      </Folded>
    </div>
  )
}
