import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const strikesRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/strikes',
    component: lazyRouteComponent(() => import('./StrikesPage'), 'StrikesPage'),
  }),
] as const
