import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const createRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'create',
    component: lazyRouteComponent(() => import('./CreatePage'), 'CreatePage'),
  }),
] as const
