import { UserCheck, UserPlus } from 'lucide-react'
import { Button } from '../../design/Button'
import { useWords } from '../../design/States'
import { say } from '../../design/Toasts'
import { type Person, useTie } from './queries'
import { useTexts } from './texts'

/** Following somebody, or no longer. */
export function Follow({ person, size = 's' }: { person: Person; size?: 's' | 'm' }) {
  const t = useTexts()
  const words = useWords()
  const tie = useTie(person.handle)
  const deed = person.i_follow ? 'unfollow' : 'follow'
  const shown = person.i_follow ? t('following') : person.follows_me ? t('follow_back') : t('follow')
  return (
    <Button
      size={size}
      tone={person.i_follow ? 'quiet' : 'ink'}
      icon={size === 'm' ? person.i_follow ? <UserCheck /> : <UserPlus /> : undefined}
      busy={tie.isPending}
      aria-label={t(person.i_follow ? 'unfollow_them' : 'follow_them', {
        words: shown,
        handle: person.handle,
      })}
      onPress={() => tie.mutate(deed, { onError: error => say(words(error)) })}
    >
      {shown}
    </Button>
  )
}
