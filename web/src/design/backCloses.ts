import type { RouterHistory } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { beforeRouter } from './pops'

const MARK = 'walkonSheet' // in the state of an entry of the browser's history: which sheet it belongs to

interface Open {
  id: string
  close: () => void
}

const opened: Open[] = [] // the topmost last
let router: RouterHistory | null = null
let leaving = false // a sheet was closed on the page, and its entry is being left

/**
 * The browser's way back closes what is open above a page, and leaves the page only then. Each open sheet has an entry of its
 * own in the browser's history, of which the router knows nothing: it looks like the page's entry to it.
 */
export function useBackCloses(open: boolean, onClose: () => void): void {
  const { history } = useRouter()
  const told = useRef(onClose)
  told.current = onClose
  useEffect(() => {
    if (!open) return undefined
    router = history
    beforeRouter(onPop)
    const id = crypto.randomUUID()
    enter(id)
    const mine: Open = { id, close: () => told.current() }
    opened.push(mine)
    return () => {
      opened.splice(opened.indexOf(mine), 1)
      // later: where another sheet takes its place, or a page is gone to, the entry is not to be left
      window.setTimeout(leave, 0, id)
    }
  }, [open, history])
}

/** Out of the entry of a sheet that is gone, once: its page and the way back may both ask for it. */
function leave(id: string): void {
  if (leaving || markIn(window.history.state) !== id) return
  leaving = true
  window.history.back()
}

/** An entry for a sheet: the one that the sheet before it leaves, or a new one. */
function enter(id: string): void {
  const state: unknown = window.history.state
  const mark = markIn(state)
  const taken = mark !== null && opened.some(one => one.id === mark)
  const next = { ...(state as object), [MARK]: id }
  // the prototype's: the router listens to those of `window.history`
  if (mark !== null && !taken) History.prototype.replaceState.call(window.history, next, '')
  else History.prototype.pushState.call(window.history, next, '')
}

function onPop(event: PopStateEvent): void {
  const was = router?.location.state
  const now = (event.state ?? {}) as { __TSR_key?: string; __TSR_index?: number }
  const mark = markIn(now)
  const there = opened.findIndex(one => one.id === mark)
  const left = leaving
  leaving = false
  if (was?.__TSR_key === now.__TSR_key) {
    if (mark === null && opened.length === 0 && !left) return // not of ours
    event.stopImmediatePropagation() // the page is the same
    for (const one of opened.slice(there + 1).reverse()) one.close()
    if (left && mark !== null && there < 0) window.setTimeout(leave, 0, mark) // the sheet below is gone, too
  } else if (mark !== null && (now.__TSR_index ?? 0) < (was?.__TSR_index ?? 0)) {
    // the entry of a sheet out of which one went to another page: on to the page itself, once the router is there; whoever
    // is quicker than the other page finds the sheet still open
    for (const one of opened.slice().reverse()) one.close()
    window.setTimeout(leave, 0, mark)
  }
}

function markIn(state: unknown): string | null {
  const mark = (state as Record<string, unknown> | null)?.[MARK]
  return typeof mark === 'string' ? mark : null
}
