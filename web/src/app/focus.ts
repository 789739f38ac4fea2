/** Where somebody was: what had the focus, and around it every frame with what stood before it. */
type Way = readonly { node: Element; before: Element | null }[]

const SETTLED = 60 // milliseconds in which a dialog gives the focus back by itself, or a new screen takes it
const STOPS = 'a[href], button, input, textarea, select, [tabindex]:not([tabindex="-1"])'

/**
 * What has the focus can go: a card that is answered, a button that is not needed any more, a screen that is left. A browser
 * then gives the focus to nothing, and who cannot see the screen is nowhere. Here it goes to what stood before it, or, where
 * the whole screen is another, to its heading.
 */
export function keepFocus(): () => void {
  let way: Way = []
  let asked = 0
  const remember = (event: FocusEvent) => {
    way = event.target instanceof Element ? wayTo(event.target) : []
  }
  const look = () => {
    const [last] = way
    if (last === undefined || last.node.isConnected || document.activeElement !== document.body) return
    focus(after(way))
  }
  const watcher = new MutationObserver(() => {
    window.clearTimeout(asked)
    asked = window.setTimeout(look, SETTLED)
  })
  document.addEventListener('focusin', remember)
  watcher.observe(document.body, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', remember)
    watcher.disconnect()
    window.clearTimeout(asked)
  }
}

function wayTo(target: Element): Way {
  const way = []
  for (let node: Element | null = target; node && node !== document.body; node = node.parentElement)
    way.push({ node, before: node.previousElementSibling })
  return way
}

/** Where the focus belongs once `way` does not lead anywhere any more. */
function after(way: Way): Element | null {
  const left = way.findIndex(({ node }) => node.isConnected)
  for (let at = left; at > 0 && at < way.length; at += 1) {
    const { node } = way[at]!
    if (node.matches('main, #root')) break
    const before = way[at - 1]?.before
    const near = before?.isConnected ? stops(before).at(-1) : undefined
    const found = near ?? node.querySelector('h1') ?? stops(node)[0]
    if (found) return found
    if (node.matches('[role=dialog], [role=alertdialog]')) return node
  }
  return document.querySelector('h1') ?? document.querySelector('main')
}

function stops(within: Element): Element[] {
  return [within, ...within.querySelectorAll(STOPS)].filter(
    node => node.matches(STOPS) && !node.matches(':disabled') && !node.closest('[inert]'),
  )
}

function focus(node: Element | null): void {
  if (!(node instanceof HTMLElement)) return
  if (!node.matches(STOPS) && !node.hasAttribute('tabindex')) node.tabIndex = -1
  node.focus({ preventScroll: node.matches('h1, main') })
}
