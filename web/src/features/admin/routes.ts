import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

const parent = { getParentRoute: () => shellRoute }

export const adminRoutes = [
  createRoute({
    ...parent,
    path: 'admin',
    component: lazyRouteComponent(() => import('./PeoplePage'), 'PeoplePage'),
  }),
  createRoute({
    ...parent,
    path: 'admin/people/$handle',
    component: lazyRouteComponent(() => import('./PersonPage'), 'PersonPage'),
  }),
  createRoute({
    ...parent,
    path: 'admin/invites',
    component: lazyRouteComponent(() => import('./InvitesPage'), 'InvitesPage'),
  }),
  createRoute({
    ...parent,
    path: 'admin/server',
    component: lazyRouteComponent(() => import('./ServerPage'), 'ServerPage'),
  }),
  createRoute({
    ...parent,
    path: 'admin/audit',
    component: lazyRouteComponent(() => import('./AuditPage'), 'AuditPage'),
  }),
] as const
