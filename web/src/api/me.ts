import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { api, body, type Schemas, tellSignedOut } from './client'
import { isProblem } from './problem'

export type Me = Schemas['Myself']

/** Oneself, or null for somebody who is not signed in; whoever was stays known while they are asked to sign in again. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ client }): Promise<Me | null> => {
    const before = client.getQueryData<Me | null>(['me'])
    try {
      const me = await body(api.GET('/api/v1/me'))
      return before && before.id !== me.id ? await anew() : me
    } catch (error) {
      if (!isProblem(error, 'not_signed_in')) throw error
      if (!before) return null
      tellSignedOut()
      throw error
    }
  },
  staleTime: 60_000,
})

/** Somebody else signed in here, in another window: nothing that the page holds, such as a draft, is theirs. */
function anew(): Promise<never> {
  window.location.assign('/')
  return new Promise(() => undefined)
}

/** Oneself where a screen is only there for people who are signed in. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery)
  if (data === null) throw new Error('a screen for people who are signed in')
  return data
}

export function useMaybeMe(): Me | null {
  return useQuery(meQuery).data ?? null
}
