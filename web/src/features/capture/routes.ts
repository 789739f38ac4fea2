import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { soloRoute } from '../../app/parents'

export const captureRoutes = [
  createRoute({
    getParentRoute: () => soloRoute,
    path: 'record',
    component: lazyRouteComponent(() => import('./CapturePage'), 'CapturePage'),
  }),
] as const
