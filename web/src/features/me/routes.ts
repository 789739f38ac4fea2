import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const meRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me',
    component: lazyRouteComponent(() => import('./MePage'), 'MePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/withdraw',
    component: lazyRouteComponent(() => import('./WithdrawPage'), 'WithdrawPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/plan',
    component: lazyRouteComponent(() => import('./PlanPage'), 'PlanPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/reports',
    component: lazyRouteComponent(() => import('./ReportsPage'), 'ReportsPage'),
  }),
] as const
