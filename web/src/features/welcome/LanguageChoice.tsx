import { useTranslation } from 'react-i18next'
import { Choice } from '../../design/Choice'
import { LANGUAGE_NAMES, LANGUAGES, language, speak } from '../../i18n/texts'
import { useTexts } from './texts'
import styles from './Welcome.module.css'

export function LanguageChoice() {
  const t = useTexts()
  useTranslation()
  return (
    <div className={styles.languages}>
      <Choice
        label={t('language')}
        hideLabel
        form="pills"
        value={language()}
        onChange={chosen => void speak(chosen)}
        options={LANGUAGES.map(code => ({
          value: code,
          label: <span lang={code}>{LANGUAGE_NAMES[code]}</span>,
        }))}
      />
    </div>
  )
}
