import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, body } from '../api/client'

/** What is unread, and what waits for an answer; a notice makes it stale. */
export const countsQuery = queryOptions({
  queryKey: ['notices', 'counts'],
  queryFn: () => body(api.GET('/api/v1/inbox/counts')),
})

/**
 * The number beside the inbox and on the app's icon: what waits for an answer, or else what is unread. It is kept where
 * a screen marks notices as read or answers something, since both make `notices` stale.
 */
export function useBadges(account: string | undefined): number {
  const { data } = useQuery({ ...countsQuery, enabled: account !== undefined })
  const count = data ? Math.max(data.waiting, data.unread) : 0
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return
    const told = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()
    void told.catch(() => undefined)
  }, [count])
  return count
}
