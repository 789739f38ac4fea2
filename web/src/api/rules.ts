import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body, onceKey, type Schemas } from './client'
import { isProblem } from './problem'

export type Cameo = Schemas['MyCameo']
export type Grant = Schemas['GrantShown']
export type Kind = Schemas['Kind']
export type Purpose = Schemas['Purpose']
export type Audience = Schemas['Audience']
export type Approval = Schemas['Approval']
export type Visibility = Schemas['Visibility']

/** Who may use my cameo without asking me for a permission of their own first. */
export type Who = 'me' | 'asked' | 'friends' | 'everyone'

/** The rules of use as one form shows them; what is about films counts for friends and everyone only. */
export interface Rules {
  who: Who
  seen: Visibility
  kinds: Kind[]
  purposes: Purpose[]
  audience: Audience
  approval: Approval
  /** Also by an outside service, not on this server only. */
  hosted: boolean
  restrictions: string[]
  preferences: string[]
}

export const FIRST_RULES: Rules = {
  who: 'asked',
  seen: 'friends',
  kinds: ['everyday', 'comedy'],
  purposes: ['personal'],
  audience: 'friends',
  approval: 'every_video',
  hosted: false,
  restrictions: [],
  preferences: [],
}

/** My cameo, or null where I have none. */
export const cameoQuery = queryOptions({
  queryKey: ['cameo'],
  queryFn: async (): Promise<Cameo | null> => {
    try {
      return await body(api.GET('/api/v1/me/cameo'))
    } catch (error) {
      if (isProblem(error, 'no_cameo')) return null
      throw error
    }
  },
})

export const grantsQuery = queryOptions({
  queryKey: ['grants'],
  queryFn: async (): Promise<Grant[]> => {
    try {
      return await body(api.GET('/api/v1/me/cameo/grants'))
    } catch (error) {
      if (isProblem(error, 'no_cameo')) return []
      throw error
    }
  },
})

/** Whether a permission counts today. */
export function inForce(grant: Grant, now: Date = new Date()): boolean {
  const end = grant.terms.expires_at
  return grant.revoked_at === null && (end == null || new Date(end) > now)
}

/** The permission that is not for one person, if there is one. */
function general(grants: Grant[]): Grant[] {
  return grants.filter(grant => grant.to !== 'person' && inForce(grant))
}

export function rulesOf(cameo: Cameo, grants: Grant[]): Rules {
  const [grant] = general(grants)
  const words = { restrictions: cameo.restrictions, preferences: cameo.preferences, seen: cameo.shown_to }
  if (!grant) return { ...FIRST_RULES, ...words, who: cameo.shown_to === 'nobody' ? 'me' : 'asked' }
  const { kinds, purposes, audience, approval, where } = grant.terms
  return {
    ...words,
    who: grant.to === 'everyone' ? 'everyone' : 'friends',
    kinds,
    purposes,
    audience,
    approval,
    hosted: where.includes('hosted'),
  }
}

function termsOf(rules: Rules): Schemas['TermsForm'] {
  return {
    kinds: rules.kinds,
    forbidden: [],
    purposes: rules.purposes,
    audience: rules.audience,
    where: rules.hosted ? ['here', 'hosted'] : ['here'],
    engines: null,
    approval: rules.approval,
    stages: rules.approval === 'none' ? [] : ['storyboard', 'result'],
    videos: null,
    expires_at: null,
  }
}

function sameTerms(grant: Grant, rules: Rules): boolean {
  const asText = (terms: Schemas['TermsForm']) =>
    JSON.stringify([
      [...terms.kinds].sort(),
      [...terms.purposes].sort(),
      terms.audience,
      [...terms.where].sort(),
      terms.approval,
    ])
  return grant.to === rules.who && asText(grant.terms) === asText(termsOf(rules))
}

/** What can be seen of it, for these rules: only my own eyes, where only I may use it. */
export function shownTo(rules: Rules): Visibility {
  return rules.who === 'me' ? 'nobody' : rules.who === 'everyone' ? 'members' : rules.seen
}

/**
 * Writes the rules down. What is newly allowed is given before the old permission goes, so that nothing ends that is
 * still allowed.
 */
export async function saveRules(rules: Rules): Promise<void> {
  const grants = general(await body(api.GET('/api/v1/me/cameo/grants')))
  await api.PATCH('/api/v1/me/cameo', {
    body: {
      shown_to: shownTo(rules),
      restrictions: rules.restrictions,
      preferences: rules.preferences,
    },
  })
  const wanted = rules.who === 'friends' || rules.who === 'everyone'
  const kept = wanted ? grants.find(grant => sameTerms(grant, rules)) : undefined
  if (wanted && !kept)
    await api.POST('/api/v1/me/cameo/grants', {
      body: { to: rules.who as 'friends' | 'everyone', terms: termsOf(rules) },
      headers: { 'Idempotency-Key': onceKey() },
    })
  for (const grant of grants) if (grant !== kept) await revoke(grant.id)
}

/** Takes a permission back; gives how many films ended with it. */
export async function revoke(grant: string): Promise<number> {
  const ended = await body(
    api.POST('/api/v1/me/cameo/grants/{grant}/revoke', { params: { path: { grant } } }),
  )
  return ended.productions_ended
}

export function useSaveRules() {
  const stale = useStale(['cameo', 'grants', 'productions', 'requests'])
  return useMutation({ mutationFn: saveRules, onSettled: stale })
}

export function useRevoke() {
  const stale = useStale(['grants', 'productions', 'requests'])
  return useMutation({ mutationFn: revoke, onSettled: stale })
}

/** Asks anew for what a deed changed. */
function useStale(keys: readonly string[]) {
  const queries = useQueryClient()
  return () => Promise.all(keys.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
