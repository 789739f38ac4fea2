import { Link } from '@tanstack/react-router'
import { Eye, Lock, Undo2, UserCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Columns } from '../../design/Columns'
import { Page } from '../../design/Page'
import { Remark } from '../../design/States'
import { Switch } from '../../design/Switch'
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/texts'
import styles from './Capture.module.css'
import type { Choices } from './choices'
import { useTexts } from './texts'

interface ConsentProps {
  /** They are a cameo already, and record themselves anew. */
  anew: boolean
  choices: Choices
  onChange: (choices: Choices) => void
  onDone: () => void
}

/** What happens, in plain words, before any camera is asked for. */
export function ConsentStep({ anew, choices, onChange, onDone }: ConsentProps) {
  const t = useTexts()
  const colours = choices.colours === null ? null : choices.colours ? 'with' : 'without'
  return (
    <Page title={t(anew ? 'again_title' : 'title')} back wide>
      <Columns
        beside={
          <div className={styles.choices}>
            <div className={styles.group}>
              <Choice
                label={t('colours')}
                value={colours}
                onChange={value => onChange({ ...choices, colours: value === 'with' })}
                options={[
                  { value: 'with', label: t('colours_with'), hint: t('colours_with_hint') },
                  { value: 'without', label: t('colours_without'), hint: t('colours_without_hint') },
                ]}
              />
              <Remark mood="warn">{t('colours_warning')}</Remark>
            </div>
            <Choice
              label={t('reading')}
              form="pills"
              value={choices.language}
              onChange={language => onChange({ ...choices, language })}
              options={LANGUAGES.map(code => ({ value: code, label: LANGUAGE_NAMES[code] }))}
            />
            <Switch
              on={choices.agreed}
              onChange={agreed => onChange({ ...choices, agreed })}
              hint={t('agree_hint')}
            >
              {t('agree')}
            </Switch>
            <Button
              tone="light"
              size="l"
              wide
              isDisabled={!choices.agreed || choices.colours === null}
              onPress={onDone}
            >
              {t('go_on')}
            </Button>
            <Link to="/" className={`${styles.link} ${styles.alone}`}>
              {t('later')}
            </Link>
          </div>
        }
      >
        <div className={styles.column}>
          <p className={styles.lead}>{t('lead')}</p>
          <ul className={styles.points}>
            <Point icon={<Eye />} title={t('what_title')}>
              {t('what')}
            </Point>
            <Point icon={<Lock />} title={t('kept_title')}>
              {t('kept')}
            </Point>
            <Point icon={<UserCheck />} title={t('who_title')}>
              {t('who')}
            </Point>
            <Point icon={<Undo2 />} title={t('back_title')}>
              {t('back')}
            </Point>
          </ul>
        </div>
      </Columns>
    </Page>
  )
}

function Point({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className={styles.point}>
      <span className={styles.disc}>{icon}</span>
      <div>
        <h2>{title}</h2>
        <p>{children}</p>
      </div>
    </li>
  )
}
