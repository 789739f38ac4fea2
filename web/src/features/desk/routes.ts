import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'
import { QUEUES, type Queue } from './queues'

export const deskRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'desk',
    validateSearch: (search): { queue?: Queue | undefined } => ({
      queue: QUEUES.find(queue => queue === search.queue),
    }),
    component: lazyRouteComponent(() => import('./DeskPage'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'desk/films/$film',
    component: lazyRouteComponent(() => import('./FilmCase'), 'FilmCase'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'desk/takes/$take',
    component: lazyRouteComponent(() => import('./TakeCase'), 'TakeCase'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'desk/reports/$report',
    component: lazyRouteComponent(() => import('./ReportCase'), 'ReportCase'),
  }),
] as const
