import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { openRoute } from '../../app/parents'

interface Back {
  back?: string | undefined
}

const backSearch = (search: Record<string, unknown>): Back => ({
  back: typeof search.back === 'string' && /^\/(?!\/)/.test(search.back) ? search.back : undefined,
})

export const welcomeRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: 'welcome',
    validateSearch: backSearch,
    component: lazyRouteComponent(() => import('./WelcomePage'), 'WelcomePage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: 'join',
    validateSearch: (search): { invite?: string | undefined } => ({
      invite: typeof search.invite === 'string' ? search.invite : undefined,
    }),
    component: lazyRouteComponent(() => import('./JoinPage'), 'JoinPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: 'recover',
    component: lazyRouteComponent(() => import('./RecoverPage'), 'RecoverPage'),
  }),
] as const
