import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const inboxRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'inbox',
    component: lazyRouteComponent(() => import('./InboxPage'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'inbox/film/$production',
    component: lazyRouteComponent(() => import('./FilmPage'), 'FilmPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'me/films',
    component: lazyRouteComponent(() => import('./FilmsPage'), 'FilmsPage'),
  }),
] as const
