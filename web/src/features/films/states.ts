import type { Schemas } from '../../api/client'

export type State = Schemas['State']

/** What a state means to whoever looks at a list. */
export type Shelf = 'draft' | 'making' | 'waiting' | 'ready' | 'released' | 'over'

const SHELVES: Record<State, Shelf> = {
  draft: 'draft',
  screened: 'draft',
  waiting_for_consent: 'waiting',
  storyboard: 'making',
  waiting_for_approvals: 'waiting',
  rendering: 'making',
  reviewing: 'making',
  waiting_for_reviewer: 'waiting',
  waiting_for_final_approvals: 'waiting',
  changes_wanted: 'waiting',
  ready: 'ready',
  released: 'released',
  hidden: 'released',
  withdrawn: 'over',
  refused: 'over',
  failed: 'over',
  cancelled: 'over',
  expired: 'over',
}

export function shelfOf(state: State): Shelf {
  return SHELVES[state]
}

/** Whether workers are busy with it, or will be soon: asked for often. */
export function atWork(state: State): boolean {
  return shelfOf(state) === 'making'
}

/** Milliseconds until it is looked at again; false: only when somebody is told something. */
export function lookAgain(state: State): number | false {
  if (atWork(state)) return 1200
  return shelfOf(state) === 'waiting' ? 10_000 : false
}

/** Whether somebody who is in it may still say no. */
export function canLeave(state: State): boolean {
  return shelfOf(state) !== 'over' && shelfOf(state) !== 'draft'
}

/** Which approval is asked for now, if one is. */
export function stageAsked(state: State): 'storyboard' | 'result' | null {
  if (state === 'waiting_for_approvals') return 'storyboard'
  return state === 'waiting_for_final_approvals' ? 'result' : null
}
