import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { openRoute } from '../../app/parents'

export const checkRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: 'check',
    component: lazyRouteComponent(() => import('./CheckPage'), 'CheckPage'),
  }),
] as const
