import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const deskRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'desk',
    component: lazyRouteComponent(() => import('./DeskPage'), 'DeskPage'),
  }),
] as const
