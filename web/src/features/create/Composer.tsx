import { useQuery } from '@tanstack/react-query'
import { AtSign } from 'lucide-react'
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Avatar } from '../../design/Avatar'
import { Button } from '../../design/Button'
import styles from './Composer.module.css'
import { named, opened, type Typing, typingAt } from './mentions'
import { type Candidate, castableQuery } from './queries'
import { useTexts } from './texts'

interface ComposerProps {
  label: string
  placeholder: string
  value: string
  /** `who` where somebody was chosen from the list. */
  onChange: (text: string, who?: string) => void
  /** Told while somebody is being named, so that half a name is not taken for a whole one. */
  onNaming: (naming: boolean) => void
  /** Where to go on writing, each time it is another. */
  jump: { caret: number } | null
  children?: ReactNode
}

/** The sentence, and a list of people to name behind an `@`. */
export function Composer({ label, placeholder, value, onChange, onNaming, jump, children }: ComposerProps) {
  const t = useTexts()
  const area = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [typing, setTyping] = useState<Typing | null>(null)
  const [at, setAt] = useState(0)
  const caret = useRef<number | null>(null)
  const dismissed = useRef<Typing | null>(null)
  const found = useQuery({ ...castableQuery(typing?.query ?? ''), enabled: typing !== null })
  // the last answer may be to less than is typed now
  const people = typing === null ? [] : (found.data ?? []).filter(one => one.handle.startsWith(typing.query))
  const open = typing !== null
  useGrowing(area, value)

  useEffect(() => onNaming(open), [open, onNaming])
  // after a name was put in, the caret stands behind it
  useLayoutEffect(() => {
    if (caret.current === null) return
    area.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  // a template was put in: the caret goes to where somebody is to be named
  useEffect(() => {
    const field = area.current
    if (jump === null || !field) return
    field.focus()
    field.setSelectionRange(jump.caret, jump.caret)
    setTyping(typingAt(field.value, jump.caret))
    setAt(0)
  }, [jump])

  /** What was closed or chosen stays closed until something else is typed. */
  const lookedFor = (here: Typing | null): Typing | null => {
    const same = here?.start === dismissed.current?.start && here?.query === dismissed.current?.query
    if (same && here !== null) return null
    dismissed.current = null
    return here
  }
  const look = () => {
    const field = area.current
    if (!field) return
    const at = field.selectionStart
    const here = at === field.selectionEnd ? lookedFor(typingAt(field.value, at)) : null
    if (here?.start !== typing?.start || here?.query !== typing?.query) {
      setTyping(here)
      setAt(0)
    }
  }
  const dismiss = (here: Typing | null) => {
    dismissed.current = here
    setTyping(null)
  }
  const put = (change: { text: string; caret: number }, who?: string) => {
    caret.current = change.caret
    onChange(change.text, who)
    area.current?.focus()
    const here = typingAt(change.text, change.caret)
    if (who === undefined) setTyping(here)
    else dismiss(here)
    setAt(0)
  }
  const choose = (person: Candidate) => {
    if (typing === null || area.current === null) return
    put(named(value, typing, area.current.selectionStart, person.handle), person.handle)
  }
  const press = (event: KeyboardEvent) => {
    if (!open || event.nativeEvent.isComposing) return
    const last = people.length - 1
    if (event.key === 'ArrowDown') setAt(at >= last ? 0 : at + 1)
    else if (event.key === 'ArrowUp') setAt(at <= 0 ? Math.max(0, last) : at - 1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && people[at]) choose(people[at])
    else if (event.key === 'Escape') dismiss(typing)
    else return
    if (event.key !== 'Tab' || people[at]) event.preventDefault()
  }
  const shown = open && people.length > 0
  return (
    <div className={styles.composer}>
      <label className="unseen" htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={area}
        id={id}
        className={styles.text}
        value={value}
        rows={3}
        maxLength={2000}
        placeholder={placeholder}
        onChange={event => {
          onChange(event.target.value)
          look()
        }}
        onSelect={look}
        onKeyDown={press}
        onBlur={() => setTyping(null)}
        autoComplete="off"
        {...(shown && {
          role: 'combobox',
          'aria-autocomplete': 'list' as const,
          'aria-expanded': true,
          'aria-controls': `${id}-people`,
          'aria-activedescendant': `${id}-${at}`,
        })}
      />
      {open && (
        <div className={styles.under}>
          {shown ? (
            <div className={styles.people} role="listbox" id={`${id}-people`} aria-label={t('mention')}>
              {people.map((person, place) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the text keeps the focus and names the active one
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard where the focus is
                <div
                  key={person.handle}
                  id={`${id}-${place}`}
                  role="option"
                  aria-selected={place === at}
                  className={styles.person}
                  data-held={person.mine || person.held}
                  onPointerDown={event => event.preventDefault()}
                  onClick={() => choose(person)}
                  onPointerEnter={() => setAt(place)}
                >
                  <Avatar handle={person.handle} size={32} />
                  <span className={styles.handle}>@{person.handle}</span>
                  <span className={styles.how}>
                    {person.mine
                      ? t('you')
                      : person.held
                        ? t('can_be_used')
                        : person.asked
                          ? t('was_asked')
                          : t('can_be_asked')}
                  </span>
                </div>
              ))}
            </div>
          ) : (
            found.isSuccess &&
            !found.isPlaceholderData && <p className={styles.nobody}>{t('nobody_found')}</p>
          )}
        </div>
      )}
      <p className="unseen" role="status">
        {open && found.isSuccess && !found.isPlaceholderData
          ? shown
            ? t('people_found', { count: people.length })
            : t('nobody_found')
          : ''}
      </p>
      <div className={styles.tools}>
        <Button
          size="s"
          icon={<AtSign />}
          onPress={() => put(opened(value, area.current?.selectionStart ?? value.length))}
        >
          {t('mention')}
        </Button>
        {children}
      </div>
    </div>
  )
}

/** As high as what is written, from three lines up to ten. */
function useGrowing(area: React.RefObject<HTMLTextAreaElement | null>, value: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const field = area.current
    if (!field) return
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, 290)}px`
  }, [area, value])
}
