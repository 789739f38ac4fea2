import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const adminRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'admin',
    component: lazyRouteComponent(() => import('./AdminPage'), 'AdminPage'),
  }),
] as const
