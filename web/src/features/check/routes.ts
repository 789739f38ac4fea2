import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { openRoute } from '../../app/parents'

export const checkRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: 'check',
    /** `link`: an address that is checked at once, for those who come from it. */
    validateSearch: (search): { link?: string | undefined } => ({
      link: typeof search.link === 'string' ? search.link : undefined,
    }),
    component: lazyRouteComponent(() => import('./CheckPage'), 'CheckPage'),
  }),
] as const
