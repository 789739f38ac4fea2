/** Events in the order in which people care for them; what the server tells beyond these is in the inbox only. */
export const GROUPS = [
  {
    name: 'answers',
    events: ['asked', 'cast', 'storyboard_to_approve', 'result_to_approve', 'change_wanted'],
  },
  {
    name: 'me',
    events: ['released', 'withdrawn', 'hidden', 'shown_again', 'film_in_review', 'film_reviewed'],
  },
  { name: 'films', events: ['approved', 'turned_down', 'ready', 'failed', 'expired'] },
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
    ],
  },
] as const

export type Told = (typeof GROUPS)[number]['events'][number]
