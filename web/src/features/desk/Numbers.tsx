import styles from './Desk.module.css'
import { numbersOf } from './numbers'
import { useTexts } from './texts'

/** What was measured, by the names that the documentation of verification has for it. */
export function Numbers({ numbers }: { numbers: Record<string, unknown> }) {
  const t = useTexts()
  const rows = numbersOf(numbers)
  return (
    <table className={styles.numbers}>
      <caption className="unseen">{t('all_numbers')}</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
