import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const cameoRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/cameo',
    component: lazyRouteComponent(() => import('./CameoPage'), 'CameoPage'),
  }),
] as const
