import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signIn, wasDismissed } from '../../api/passkeys'

/** Signs in with a passkey and goes back to where somebody wanted to be. */
export function useSignIn(back: string | undefined) {
  const queries = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: async () => {
      try {
        await signIn()
        return true
      } catch (error) {
        if (wasDismissed(error)) return false
        throw error
      }
    },
    onSuccess: async entered => {
      if (!entered) return
      queries.clear()
      router.history.push(back ?? '/')
    },
  })
}
