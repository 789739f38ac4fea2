import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Unreachable } from '../api/problem'
import { Failed } from '../design/States'
import { isMissing, loadedAnew } from './anew'

/** A screen that could not be shown. Trying again asks for what it needs anew; a missing part of the app loads the page anew. */
export function Broken({ error }: { error: unknown }) {
  const router = useRouter()
  const { reset } = useQueryErrorResetBoundary()
  const missing = isMissing(error)
  useEffect(() => {
    if (missing) loadedAnew(error as Error)
  }, [missing, error])
  const again = () => {
    if (missing) return window.location.reload()
    reset()
    void router.invalidate()
  }
  return <Failed error={missing && !navigator.onLine ? new Unreachable() : error} onAgain={again} />
}
