import { queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'

export type Strike = Schemas['StrikeShown']
export type Strikes = Schemas['StrikesShown']

export const strikesQuery = queryOptions({
  queryKey: ['notices', 'strikes'],
  queryFn: () => body(api.GET('/api/v1/me/strikes')),
})
