import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client'
import { Button } from '../../design/Button'
import { Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { ErrorRemark, Remark } from '../../design/States'
import { Switch } from '../../design/Switch'
import { day } from '../../i18n/times'
import { type PushState, pushState, startPush, stopPush } from './push'
import { pushesQuery } from './queries'
import { useTexts } from './texts'

/** Pushes on this device, and the other browsers that take them. */
export function PushHere() {
  const t = useTexts()
  const queries = useQueryClient()
  const [state, setState] = useState<PushState | null>(null)
  const pushes = useQuery(pushesQuery).data ?? []
  const here = pushes.find(push => push.here) ?? null
  const others = pushes.filter(push => !push.here)
  useEffect(() => void pushState().then(setState), [])
  const fresh = () => queries.invalidateQueries({ queryKey: pushesQuery.queryKey })
  const turning = useMutation({
    mutationFn: (on: boolean) => (on ? startPush() : stopPush(here?.id ?? null)),
    onSuccess: setState,
    onSettled: fresh,
  })
  const removing = useMutation({
    mutationFn: (subscription: string) =>
      api.DELETE('/api/v1/me/push-subscriptions/{subscription}', { params: { path: { subscription } } }),
    onSettled: fresh,
  })
  return (
    <Section title={t('push')} hint={t('push_more')}>
      {(state === 'on' || state === 'off') && (
        <Switch on={state === 'on'} onChange={on => turning.mutate(on)} disabled={turning.isPending}>
          {t('push_here')}
        </Switch>
      )}
      {state === 'blocked' && <Remark mood="warn">{t('push_blocked')}</Remark>}
      {state === 'impossible' && <Remark>{t('push_impossible')}</Remark>}
      <ErrorRemark error={turning.error ?? removing.error} />
      {others.length > 0 && (
        <Rows label={t('push_others')}>
          {others.map(push => (
            <Row
              key={push.id}
              title={push.device || t('device')}
              hint={t('added', { day: day(push.added_at) })}
              end={
                <Button size="s" onPress={() => removing.mutate(push.id)}>
                  {t('push_end')}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}
