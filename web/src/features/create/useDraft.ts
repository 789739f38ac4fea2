import { useCallback, useEffect, useState } from 'react'
import { type Draft, emptyDraft, forgetDraft, keepDraft, keptDraft, type Start } from './draft'

interface Drafting {
  draft: Draft
  setDraft: (draft: Draft) => void
  clear: () => void
}

/** The draft of this film, kept on the device with every change. */
export function useDraft(account: string, start: Start | null): Drafting {
  const [draft, setDraft] = useState(() => keptDraft(account, start))
  useEffect(() => keepDraft(account, start, draft), [account, start, draft])
  const clear = useCallback(() => {
    forgetDraft(account, start)
    setDraft(emptyDraft())
  }, [account, start])
  return { draft, setDraft, clear }
}

/** A value, once it has been the same for a while. */
export function useSettled<Value>(value: Value, wait: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), wait)
    return () => window.clearTimeout(timer)
  }, [value, wait])
  return settled
}
