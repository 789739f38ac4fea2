import { queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'
import { isProblem } from '../../api/problem'

export type Withdrawal = Schemas['WithdrawalShown']
export type Step = Schemas['Step']
export type Report = Schemas['ReportShown']
export type Ruling = Schemas['RulingShown']

/** My latest withdrawal, or null; asked again and again until it is proven. */
export const withdrawalQuery = queryOptions({
  queryKey: ['withdrawal'],
  queryFn: async (): Promise<Withdrawal | null> => {
    try {
      return await body(api.GET('/api/v1/me/withdrawal'))
    } catch (error) {
      if (isProblem(error, 'withdrawal_unknown')) return null
      throw error
    }
  },
  refetchInterval: query => (query.state.data && query.state.data.step !== 'proven' ? 1000 : false),
})

export const planQuery = queryOptions({
  queryKey: ['me', 'plan'],
  queryFn: () => body(api.GET('/api/v1/me/plan')),
})

export const reportsQuery = queryOptions({
  queryKey: ['notices', 'reports'],
  queryFn: () => body(api.GET('/api/v1/me/reports')),
})

export const rulingsQuery = queryOptions({
  queryKey: ['notices', 'rulings'],
  queryFn: () => body(api.GET('/api/v1/me/rulings')),
})
