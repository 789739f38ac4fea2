import { queryOptions } from '@tanstack/react-query'
import { api, body } from '../../api/client'

export const houseQuery = queryOptions({
  queryKey: ['house'],
  queryFn: () => body(api.GET('/api/v1/house')),
  staleTime: 60_000,
})

/** The way to sign in by an account elsewhere, or null where this server has none. */
export const elsewhereQuery = queryOptions({
  queryKey: ['elsewhere'],
  queryFn: () => body(api.GET('/api/v1/sign-in/elsewhere')).catch(() => null),
  staleTime: 60_000,
  retry: false,
})
