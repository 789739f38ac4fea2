import { useMutation, useQueryClient } from '@tanstack/react-query'
import { confirmed } from '../../api/passkeys'
import { say } from '../../design/Toasts'
import { personQuery } from './queries'

/** Something that is done with somebody: confirmed by a passkey, said, and what is shown of them looked up anew. */
export function useDeed<T, V = void>(
  handle: string,
  deed: (value: V) => Promise<T>,
  words: (result: T) => string,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (value: V) => confirmed(() => deed(value)),
    onSuccess: result => {
      say(words(result))
      void queries.invalidateQueries({ queryKey: ['admin', 'people'] })
      return queries.invalidateQueries({ queryKey: personQuery(handle).queryKey })
    },
  })
}
