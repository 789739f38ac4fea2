import { useEffect, useRef } from 'react'

const EACH = 3000 // milliseconds between two questions whether the server is there again

/** Calls back as soon as the server answers again; while `lost` it is asked quietly, and at once when there is a connection. */
export function useComesBack(lost: boolean, onBack: (() => void) | undefined): void {
  const told = useRef(onBack)
  told.current = onBack
  useEffect(() => {
    if (!lost) return undefined
    let over = false
    const ask = () =>
      void fetch('/api/v1/health/live')
        .then(answer => answer.ok && !over && told.current?.())
        .catch(() => undefined)
    const timer = window.setInterval(ask, EACH)
    window.addEventListener('online', ask)
    return () => {
      over = true
      window.clearInterval(timer)
      window.removeEventListener('online', ask)
    }
  }, [lost])
}
