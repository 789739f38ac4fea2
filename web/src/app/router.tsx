import { type AnyRoute, createRouter, type RouteComponent } from '@tanstack/react-router'
import { Waiting } from '../design/States'
import { adminRoutes } from '../features/admin/routes'
import { cameoRoutes } from '../features/cameo/routes'
import { captureRoutes } from '../features/capture/routes'
import { checkRoutes } from '../features/check/routes'
import { createRoutes } from '../features/create/routes'
import { deskRoutes } from '../features/desk/routes'
import { feedRoutes, openFeedRoutes } from '../features/feed/routes'
import { filmsRoutes } from '../features/films/routes'
import { inboxRoutes } from '../features/inbox/routes'
import { meRoutes } from '../features/me/routes'
import { peopleRoutes } from '../features/people/routes'
import { settingsRoutes } from '../features/settings/routes'
import { strikesRoutes } from '../features/strikes/routes'
import { welcomeRoutes } from '../features/welcome/routes'
import { Broken } from './Broken'
import { NotThere } from './NotThere'
import { openRoute, rootRoute, shellRoute, soloRoute } from './parents'
import { queries } from './queries'

const tree = rootRoute.addChildren([
  shellRoute.addChildren([
    ...feedRoutes,
    ...peopleRoutes,
    ...createRoutes,
    ...filmsRoutes,
    ...inboxRoutes,
    ...meRoutes,
    ...cameoRoutes,
    ...settingsRoutes,
    ...deskRoutes,
    ...adminRoutes,
    ...strikesRoutes,
  ]),
  soloRoute.addChildren([...captureRoutes]),
  openRoute.addChildren([...welcomeRoutes, ...checkRoutes, ...openFeedRoutes]),
])

export const router = createRouter({
  routeTree: tree,
  context: { queries },
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotThere,
  scrollRestoration: true,
})

/** The files of the screen that is asked for come while the server is asked who asks. */
export function fetchScreen(): void {
  const routes: Record<string, AnyRoute> = router.routesById
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const component: RouteComponent | undefined = routes[routeId]?.options.component
    void component?.preload?.()
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
