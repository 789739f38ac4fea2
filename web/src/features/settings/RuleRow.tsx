import { Bell, Mail } from 'lucide-react'
import { ToggleButton } from 'react-aria-components'
import type { Told } from './groups'
import type { Rule } from './queries'
import styles from './Settings.module.css'
import { useTexts } from './texts'

interface RuleRowProps {
  event: Told
  rules: Rule[]
  onChange: (rule: Rule) => void
}

/** One event, and whether it is told by push and by mail. */
export function RuleRow({ event, rules, onChange }: RuleRowProps) {
  const t = useTexts()
  const name = t(`e_${event}`)
  return (
    <li className={styles.rule}>
      <span>{name}</span>
      <span className={styles.toggles}>
        {rules.map(rule => (
          <ToggleButton
            key={rule.channel}
            className={styles.toggle ?? ''}
            isSelected={rule.wanted}
            onChange={wanted => onChange({ ...rule, wanted })}
            aria-label={t(rule.channel === 'push' ? 'by_push' : 'by_mail', { event: name })}
          >
            {rule.channel === 'push' ? <Bell aria-hidden="true" /> : <Mail aria-hidden="true" />}
          </ToggleButton>
        ))}
      </span>
    </li>
  )
}
