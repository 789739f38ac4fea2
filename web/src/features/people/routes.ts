import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const peopleRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'people',
    component: lazyRouteComponent(() => import('./PeoplePage'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'people/$handle',
    component: lazyRouteComponent(() => import('./PersonPage'), 'PersonPage'),
  }),
] as const
