import type { Schemas } from '../../api/client'

/** Events in the order in which people care for them. */
export const GROUPS = [
  {
    name: 'answers',
    events: ['asked', 'cast', 'storyboard_to_approve', 'result_to_approve', 'change_wanted'],
  },
  {
    name: 'me',
    events: ['released', 'withdrawn', 'hidden', 'shown_again', 'film_in_review', 'film_reviewed'],
  },
  { name: 'films', events: ['approved', 'turned_down', 'ready', 'failed', 'expired', 'commented', 'remade'] },
  { name: 'people', events: ['granted', 'ask_granted', 'ask_declined', 'revoked', 'followed'] },
  {
    name: 'safety',
    events: [
      'security',
      'take_judged',
      'recording_opened',
      'cameo_suspended',
      'report_decided',
      'ruled_against',
      'appeal_heard',
      'at_the_desk',
      'account_suspended',
      'account_restored',
      'cameo_packed',
      'cameo_brought',
    ],
  },
] as const

export type Told = (typeof GROUPS)[number]['events'][number]

/** A type error names an event of the server that no group has. */
export const EVERY_EVENT: [Exclude<Schemas['Event'], Told>] extends [never]
  ? true
  : Exclude<Schemas['Event'], Told> = true
