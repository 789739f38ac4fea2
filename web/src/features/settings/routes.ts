import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'settings',
    component: lazyRouteComponent(() => import('./SettingsPage'), 'SettingsPage'),
  }),
] as const
