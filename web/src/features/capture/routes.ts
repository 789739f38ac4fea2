import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { soloRoute } from '../../app/parents'

export const STEPS = ['consent', 'check', 'ready'] as const
export type Step = (typeof STEPS)[number]

export interface Search {
  /** Where somebody is on the way to a recording. */
  step?: Step
  /** A recording that was sent. */
  take?: string
  /** The film in which the new cameo says hello. */
  hello?: string
}

export const captureRoutes = [
  createRoute({
    getParentRoute: () => soloRoute,
    path: 'record',
    component: lazyRouteComponent(() => import('./CapturePage'), 'CapturePage'),
    validateSearch: (search: Record<string, unknown>): Search => ({
      ...(STEPS.includes(search.step as Step) ? { step: search.step as Step } : {}),
      ...(typeof search.take === 'string' ? { take: search.take } : {}),
      ...(typeof search.hello === 'string' ? { hello: search.hello } : {}),
    }),
  }),
]
