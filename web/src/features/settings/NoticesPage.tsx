import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import { Page, Section } from '../../design/Page'
import { ErrorRemark, Remark } from '../../design/States'
import { GROUPS } from './groups'
import { MailAddress } from './MailAddress'
import { PushHere } from './PushHere'
import { noticeRulesQuery, type Rule } from './queries'
import { RuleRow } from './RuleRow'
import styles from './Settings.module.css'
import { useTexts } from './texts'

/** Where I am told things beyond the inbox, and what. */
export function NoticesPage() {
  const t = useTexts()
  const { data: rules } = useSuspenseQuery(noticeRulesQuery)
  const available = (channel: Rule['channel']) =>
    rules.some(rule => rule.channel === channel && rule.available)
  const choosing = useChoosing(rules)
  const channels = (['push', 'mail'] as const).filter(available)
  return (
    <Page title={t('notices')} back>
      <p className={styles.lead}>{t('notices_intro')}</p>
      {available('push') && <PushHere />}
      {available('mail') && <MailAddress />}
      {channels.length === 0 && <Remark>{t('only_inbox')}</Remark>}
      {channels.length > 0 &&
        GROUPS.map(group => (
          <Section key={group.name} title={t(`group_${group.name}`)}>
            <ul className={styles.rules}>
              {group.events.map(event => (
                <RuleRow
                  key={event}
                  event={event}
                  rules={rules.filter(
                    rule => rule.event === event && channels.some(one => one === rule.channel),
                  )}
                  onChange={choosing.mutate}
                />
              ))}
            </ul>
          </Section>
        ))}
      <ErrorRemark error={choosing.error} />
    </Page>
  )
}

/** Changes one rule; the page shows it at once, and as it was where the server does not take it. */
function useChoosing(rules: Rule[]) {
  const queries = useQueryClient()
  const same = (one: Rule, other: Rule) => one.event === other.event && one.channel === other.channel
  return useMutation({
    mutationFn: (changed: Rule) =>
      api.PUT('/api/v1/me/notice-rules', {
        body: rules
          .filter(rule => rule.channel !== 'inbox')
          .map(rule => (same(rule, changed) ? changed : rule)),
      }),
    onMutate: changed => {
      const before = queries.getQueryData(noticeRulesQuery.queryKey)
      queries.setQueryData(noticeRulesQuery.queryKey, known =>
        known?.map(rule => (same(rule, changed) ? changed : rule)),
      )
      return before
    },
    onError: (_error, _changed, before) => queries.setQueryData(noticeRulesQuery.queryKey, before),
    onSettled: () => queries.invalidateQueries({ queryKey: noticeRulesQuery.queryKey }),
  })
}
