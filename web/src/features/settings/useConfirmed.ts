import { useMutation, useQueryClient } from '@tanstack/react-query'
import { confirmed, wasDismissed } from '../../api/passkeys'

/** A deed that wants confirming; closing the passkey's window is no error. What it makes stale is asked anew. */
export function useConfirmed<T, Result>(deed: (given: T) => Promise<Result>, stale: readonly string[]) {
  const queries = useQueryClient()
  const doing = useMutation({
    mutationFn: (given: T) => confirmed(() => deed(given)),
    onSettled: () => queries.invalidateQueries({ queryKey: stale }),
  })
  return { ...doing, trouble: wasDismissed(doing.error) ? null : doing.error }
}
