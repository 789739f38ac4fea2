import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Button, Pressable } from '../../design/Button'
import { Field } from '../../design/Field'
import styles from './RulesForm.module.css'
import { useTexts } from './texts'

const MOST = 20
const LONGEST = 200

interface WordListProps {
  label: string
  hint: string
  placeholder: string
  value: string[]
  onChange: (value: string[]) => void
}

/** Short sentences in one's own words, added and taken away one by one. */
export function WordList({ label, hint, placeholder, value, onChange }: WordListProps) {
  const t = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const add = () => {
    const words = typed.trim()
    if (!words || value.length >= MOST) return
    if (!value.includes(words)) onChange([...value, words])
    setTyped('')
  }
  const remove = (words: string) => {
    onChange(value.filter(one => one !== words))
    box.current?.querySelector('input')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    add()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears the Enter key of the field inside
    <div className={styles.words} ref={box} onKeyDown={onKeyDown}>
      <Field
        label={label}
        hint={hint}
        placeholder={placeholder}
        value={typed}
        onChange={setTyped}
        maxLength={LONGEST}
      />
      {typed.trim() !== '' && (
        <div>
          <Button size="s" icon={<Plus />} onPress={add}>
            {t('add')}
          </Button>
        </div>
      )}
      {value.length > 0 && (
        <ul className={styles.chips} aria-label={label}>
          {value.map(words => (
            <li key={words} className={styles.chip}>
              <span>{words}</span>
              <Pressable
                className={styles.remove ?? ''}
                aria-label={t('remove_word', { words })}
                onPress={() => remove(words)}
              >
                <X aria-hidden="true" />
              </Pressable>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
