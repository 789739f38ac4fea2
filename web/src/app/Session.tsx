import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { whenSignedOut } from '../api/client'

const SignedOut = lazy(() => import('./session/SignedOut'))

/** Asks to sign in again, over the page as it is, where the server no longer knows who is asking. */
export function Session({ account }: { account: string }) {
  const [over, setOver] = useState(false)
  const back = useCallback(() => setOver(false), [])
  useEffect(() => whenSignedOut(() => setOver(true)), [])
  return over ? (
    <Suspense fallback={null}>
      <SignedOut account={account} onBack={back} />
    </Suspense>
  ) : null
}
