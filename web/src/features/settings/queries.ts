import { queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'

export type Passkey = Schemas['PasskeyShown']
export type Session = Schemas['SessionShown']
export type Token = Schemas['TokenShown']
export type Scope = Schemas['Scope']
export type Rule = Schemas['Rule']
export type Push = Schemas['PushShown']
export type Tied = Schemas['ElsewhereShown']

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: () => body(api.GET('/api/v1/me/passkeys')),
})

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => body(api.GET('/api/v1/me/sessions')),
})

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: () => body(api.GET('/api/v1/me/tokens')),
})

export const tiedQuery = queryOptions({
  queryKey: ['tied'],
  queryFn: () => body(api.GET('/api/v1/me/elsewhere')),
})

export const noticeRulesQuery = queryOptions({
  queryKey: ['notice-rules'],
  queryFn: () => body(api.GET('/api/v1/me/notice-rules')),
})

export const mailQuery = queryOptions({
  queryKey: ['mail'],
  queryFn: () => body(api.GET('/api/v1/me/mail')),
})

export const pushesQuery = queryOptions({
  queryKey: ['pushes'],
  queryFn: () => body(api.GET('/api/v1/me/push-subscriptions')),
})
