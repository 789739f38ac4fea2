import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/parents'

export const feedRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./FeedPage'), 'FeedPage'),
  }),
] as const

/** What somebody without an account may open by a link. */
export const openFeedRoutes = [] as const
