import { useSuspenseQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../../api/me'
import { type Cameo, cameoQuery, grantsQuery, type Rules, rulesOf, useSaveRules } from '../../api/rules'
import { Button } from '../../design/Button'
import { Page } from '../../design/Page'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Cameo.module.css'
import { complete, RulesForm } from './RulesForm'
import { useTexts } from './texts'

export function RulesPage() {
  const t = useTexts()
  const { data: cameo } = useSuspenseQuery(cameoQuery)
  return (
    <Page title={t('rules')} back>
      {cameo ? <Editing cameo={cameo} /> : <Navigate to="/me/cameo" replace />}
    </Page>
  )
}

function Editing({ cameo }: { cameo: Cameo }) {
  const t = useTexts()
  const me = useMe()
  const { data: grants } = useSuspenseQuery(grantsQuery)
  const [draft, setDraft] = useState<Rules | null>(null)
  const saving = useSaveRules()
  const kept = rulesOf(cameo, grants)
  const rules = draft ?? kept
  const changed = draft !== null && JSON.stringify(draft) !== JSON.stringify(kept)
  const save = () =>
    saving.mutate(rules, {
      onSuccess: () => {
        setDraft(null)
        say(t('saved'))
      },
    })
  return (
    <div className={styles.form}>
      <RulesForm value={rules} onChange={setDraft} minor={me.minor} />
      <ErrorRemark error={saving.error} />
      {changed && (
        <div className={styles.save}>
          <span role="status">{t('unsaved')}</span>
          <Button size="s" onPress={() => setDraft(null)}>
            {t('undo')}
          </Button>
          <Button
            size="s"
            tone="light"
            busy={saving.isPending}
            isDisabled={!me.minor && !complete(rules)}
            onPress={save}
          >
            {t('save')}
          </Button>
        </div>
      )}
    </div>
  )
}
