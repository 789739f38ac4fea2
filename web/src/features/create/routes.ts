import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

interface Search {
  remix?: string | undefined
  extend?: string | undefined
}

export const createRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'create',
    validateSearch: (search: Record<string, unknown>): Search => ({
      remix: idIn(search.remix),
      extend: idIn(search.extend),
    }),
    component: lazyRouteComponent(() => import('./CreatePage'), 'CreatePage'),
  }),
] as const

function idIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value) ? value : undefined
}
