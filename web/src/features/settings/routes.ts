import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'settings',
    component: lazyRouteComponent(() => import('./SettingsPage'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'settings/notices',
    component: lazyRouteComponent(() => import('./NoticesPage'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'settings/security',
    component: lazyRouteComponent(() => import('./SecurityPage'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'settings/tokens',
    component: lazyRouteComponent(() => import('./TokensPage'), 'TokensPage'),
  }),
] as const
