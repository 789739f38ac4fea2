import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const filmsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'films',
    component: lazyRouteComponent(() => import('./FilmsPage'), 'FilmsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'films/$film',
    component: lazyRouteComponent(() => import('./FilmPage'), 'FilmPage'),
  }),
] as const
