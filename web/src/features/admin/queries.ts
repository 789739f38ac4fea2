import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'

export type Person = Schemas['PersonListed']
export type PersonWhole = Schemas['PersonWhole']
export type Tier = Schemas['Tier']
export type Own = Schemas['OwnQuotas']
export type Server = Schemas['ServerShown']
export type Invite = Schemas['InviteListed']
export type Entry = Schemas['EntryShown']

const OFTEN = 5000 // milliseconds; workers show themselves every three seconds

export const peopleQuery = (start: string, suspended: boolean) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'people', start, suspended],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/admin/people', {
          params: { query: { start, suspended, limit: 30, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: last => last.after,
    placeholderData: before => before,
  })

export const personQuery = (handle: string) =>
  queryOptions({
    queryKey: ['admin', 'person', handle],
    queryFn: () => body(api.GET('/api/v1/admin/people/{handle}', { params: { path: { handle } } })),
  })

export const invitesQuery = queryOptions({
  queryKey: ['admin', 'invites'],
  queryFn: () => body(api.GET('/api/v1/admin/invites')),
})

export const serverQuery = queryOptions({
  queryKey: ['admin', 'server'],
  queryFn: () => body(api.GET('/api/v1/admin/server')),
  refetchInterval: OFTEN,
})

export const auditQuery = infiniteQueryOptions({
  queryKey: ['admin', 'audit'],
  queryFn: ({ pageParam }) =>
    body(
      api.GET('/api/v1/desk/audit', {
        params: { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: last => last.after,
})

const of = (handle: string) => ({ params: { path: { handle } } })

export const suspend = (handle: string) => body(api.POST('/api/v1/admin/people/{handle}/suspend', of(handle)))

export const restore = (handle: string) => body(api.POST('/api/v1/admin/people/{handle}/restore', of(handle)))

export const signOut = (handle: string) =>
  body(api.POST('/api/v1/admin/people/{handle}/sign-out', of(handle)))

export const setPlan = (handle: string, plan: { tier: Tier; own?: Own }) =>
  body(api.PUT('/api/v1/admin/people/{handle}/plan', { ...of(handle), body: plan }))

export async function setReviewer(handle: string, is: boolean): Promise<void> {
  if (is) await api.PUT('/api/v1/desk/reviewers/{handle}', of(handle))
  else await api.DELETE('/api/v1/desk/reviewers/{handle}', of(handle))
}

export const makeInvite = (uses: number, days: number) =>
  body(api.POST('/api/v1/me/invites', { body: { uses, days } }))

export async function endInvite(invite: string): Promise<void> {
  await api.DELETE('/api/v1/admin/invites/{invite}', { params: { path: { invite } } })
}
