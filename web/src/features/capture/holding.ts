/** How a phone is held: `portrait-primary` and the like; null where a browser does not say. */
function way(): string | null {
  return screen.orientation?.type ?? null
}

/** Calls back when the phone is held another way than now, until `signal`. */
export function whenTurned(turned: () => void, signal: AbortSignal): void {
  const first = way()
  if (first !== null)
    screen.orientation.addEventListener('change', () => way() !== first && turned(), { signal })
  else matchMedia('(orientation: portrait)').addEventListener('change', turned, { signal })
}

/** Keeps the page the way it is now; browsers allow it in an app on the home screen. Returns the way to let go. */
export function held(): () => void {
  const here = screen.orientation as
    | (ScreenOrientation & { lock?: (to: string) => Promise<void> })
    | undefined
  if (here?.lock === undefined) return () => undefined
  here.lock(here.type).catch(() => undefined)
  return () => here.unlock()
}
