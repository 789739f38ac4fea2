import type { Answer, Ground } from './queries'

export type Matter = 'film' | 'take'

/** Which reasons belong to which answer, as `walkon/domain/desk.py` has them. */
export const GROUNDS: Record<Matter, Record<Answer, readonly Ground[]>> = {
  film: {
    accept: ['as_agreed'],
    refuse: ['not_as_agreed', 'stranger', 'against_rules', 'altered', 'cannot_tell'],
  },
  take: {
    accept: ['live_person', 'light_explained', 'another_person', 'same_person'],
    refuse: ['not_live', 'altered', 'somebody_else', 'under_pressure', 'cannot_tell'],
  },
}
