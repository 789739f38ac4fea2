type Handler = (event: PopStateEvent) => void

let handler: Handler | null = null

// Imported before the router: browsers tell a window's listeners of its history in the order in which they came.
window.addEventListener('popstate', event => handler?.(event), { capture: true })

/** Whoever is told of a step in the browser's history before the router is. */
export function beforeRouter(one: Handler): void {
  handler = one
}
