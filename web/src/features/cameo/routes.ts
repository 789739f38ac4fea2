import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const cameoRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/cameo',
    component: lazyRouteComponent(() => import('./CameoPage'), 'CameoPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/cameo/rules',
    component: lazyRouteComponent(() => import('./RulesPage'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/cameo/elsewhere',
    component: lazyRouteComponent(() => import('./elsewhere/ElsewherePage'), 'ElsewherePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/access',
    component: lazyRouteComponent(() => import('./AccessPage'), 'AccessPage'),
  }),
] as const
