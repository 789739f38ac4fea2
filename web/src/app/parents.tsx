import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { meQuery, useMaybeMe } from '../api/me'
import { Session } from './Session'
import { Shell } from './Shell'

export interface Context {
  queries: QueryClient
}

export const rootRoute = createRootRouteWithContext<Context>()({ component: Outlet })

/** Whoever is not signed in is asked to, and comes back afterwards. */
async function signedIn({
  context,
  location,
}: {
  context: Context
  location: { href: string }
}): Promise<void> {
  const me = await context.queries.ensureQueryData(meQuery)
  if (me !== null) return
  const back = location.href === '/' ? undefined : location.href
  throw redirect({ to: '/welcome', search: { back } })
}

/** Screens with the bar, for people who are signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: signedIn,
})

/** Screens without the bar, for everybody. */
export const openRoute = createRoute({ getParentRoute: () => rootRoute, id: 'open', component: Outlet })

function Solo() {
  const me = useMaybeMe()
  return (
    <>
      <Outlet />
      {me && <Session account={me.id} />}
    </>
  )
}

/** Screens without the bar that only somebody signed in sees, such as the recording. */
export const soloRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'solo',
  component: Solo,
  beforeLoad: signedIn,
})
