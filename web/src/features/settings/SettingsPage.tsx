import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell, KeyRound, LogOut, SquareTerminal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { api, body, type Schemas } from '../../api/client'
import { useMe } from '../../api/me'
import { chooseTheme, THEMES, type Theme, theme } from '../../app/theme'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Page, Section } from '../../design/Page'
import { Inside, Rows, rowItem, rowLink } from '../../design/Row'
import { ErrorRemark } from '../../design/States'
import { LANGUAGE_NAMES, LANGUAGES, type LanguageCode, language, speak } from '../../i18n/texts'
import styles from './Settings.module.css'
import { useTexts } from './texts'

type Visibility = Schemas['Visibility']
const SEEN: readonly Visibility[] = ['members', 'friends', 'nobody']

export function SettingsPage() {
  const t = useTexts()
  const leaving = useMutation({
    mutationFn: () => api.POST('/api/v1/sign-out'),
    onSuccess: () => window.location.assign('/welcome'), // loaded anew: nothing of the person stays in memory
  })
  return (
    <Page title={t('title')} back>
      <Rows>
        <Way to="/settings/notices" icon={<Bell />} title={t('notices')} hint={t('notices_more')} />
        <Way to="/settings/security" icon={<KeyRound />} title={t('security')} hint={t('security_more')} />
        <Way to="/settings/tokens" icon={<SquareTerminal />} title={t('tokens')} hint={t('tokens_more')} />
      </Rows>
      <Account />
      <Section title={t('looks')}>
        <Looks />
      </Section>
      <div className={styles.out}>
        <ErrorRemark error={leaving.error} />
        <Button icon={<LogOut />} busy={leaving.isPending} onPress={() => leaving.mutate()}>
          {t('sign_out')}
        </Button>
      </div>
    </Page>
  )
}

/** What belongs to the account: the language it is written to in, and who sees its profile. */
function Account() {
  const t = useTexts()
  const me = useMe()
  const queries = useQueryClient()
  const changing = useMutation({
    mutationFn: (change: { language?: LanguageCode; profile?: Visibility }) =>
      body(api.PATCH('/api/v1/me', { body: change })),
    onSuccess: found => queries.setQueryData(['me'], found),
  })
  const choose = (code: LanguageCode) => {
    void speak(code)
    changing.mutate({ language: code })
  }
  return (
    <Section title={t('account')}>
      <div className={styles.choices}>
        <Choice
          label={t('language')}
          form="pills"
          value={language()}
          onChange={choose}
          options={LANGUAGES.map(code => ({
            value: code,
            label: <span lang={code}>{LANGUAGE_NAMES[code]}</span>,
          }))}
        />
        <Choice
          label={t('profile')}
          form="pills"
          value={me.profile}
          onChange={profile => changing.mutate({ profile })}
          options={SEEN.map(seen => ({ value: seen, label: t(`seen_${seen}`) }))}
        />
        <ErrorRemark error={changing.error} />
      </div>
    </Section>
  )
}

function Looks() {
  const t = useTexts()
  const [chosen, setChosen] = useState<Theme>(theme)
  return (
    <Choice
      label={t('theme')}
      form="pills"
      value={chosen}
      onChange={next => {
        chooseTheme(next)
        setChosen(next)
      }}
      options={THEMES.map(one => ({ value: one, label: t(`theme_${one}`) }))}
    />
  )
}

function Way({ to, icon, title, hint }: { to: string; icon: ReactNode; title: string; hint: string }) {
  return (
    <li className={rowItem}>
      <Link to={to as '/'} className={rowLink}>
        <Inside icon={icon} title={title} hint={hint} leads />
      </Link>
    </li>
  )
}
