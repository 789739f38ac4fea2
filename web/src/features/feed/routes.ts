import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { openRoute, shellRoute } from '../../app/parents'

export const feedRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./FeedPage'), 'FeedPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: 'watch/$film',
    component: lazyRouteComponent(() => import('./WatchPage'), 'WatchPage'),
  }),
] as const

/** What somebody without an account may open by a link. */
export const openFeedRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: 's/$share',
    component: lazyRouteComponent(() => import('./SharedPage'), 'SharedPage'),
  }),
] as const
