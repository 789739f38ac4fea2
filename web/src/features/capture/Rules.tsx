import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { api, onceKey, type Schemas } from '../../api/client'
import { Button } from '../../design/Button'
import { Checks } from '../../design/Checks'
import { Choice } from '../../design/Choice'
import { Field } from '../../design/Field'
import { ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Capture.module.css'
import { useTexts } from './texts'

type Kind = Schemas['Kind']
type Approval = Schemas['Approval']
type Who = 'me' | 'friends' | 'everyone'

const KINDS: readonly Kind[] = [
  'everyday',
  'comedy',
  'romance',
  'horror',
  'violence',
  'alcohol',
  'swimwear',
  'religion',
  'politics',
  'news',
  'advertising',
]
const AT_FIRST: readonly Kind[] = ['everyday', 'comedy']

/** Whom the cameo is for, said at once; what is not said is a no. */
export function Rules({ minor }: { minor: boolean }) {
  const t = useTexts()
  const navigate = useNavigate()
  const [who, setWho] = useState<Who>('me')
  const [approval, setApproval] = useState<Approval>('every_video')
  const [kinds, setKinds] = useState<ReadonlySet<Kind>>(new Set(AT_FIRST))
  const [never, setNever] = useState('')
  const save = useMutation({
    mutationFn: () => saved(who, approval, [...kinds], never),
    onSuccess: () => {
      say(t('saved'))
      void navigate({ to: '/me/cameo' })
    },
  })
  return (
    <section className={styles.rules} aria-labelledby="rules">
      <div>
        <h2 id="rules">{t('rules_title')}</h2>
        <p className={styles.fine}>{t('rules_hint')}</p>
      </div>
      <Choice
        label={t('rules_title')}
        hideLabel
        value={who}
        onChange={setWho}
        options={[
          { value: 'me', label: t('rules_me'), hint: t('rules_me_hint') },
          { value: 'friends', label: t('rules_friends'), hint: t('rules_friends_hint'), disabled: minor },
          { value: 'everyone', label: t('rules_everyone'), hint: t('rules_everyone_hint'), disabled: minor },
        ]}
      />
      {who !== 'me' && (
        <>
          <Choice
            label={t('approval')}
            value={approval}
            onChange={setApproval}
            options={[
              { value: 'every_video', label: t('approval_every'), hint: t('approval_every_hint') },
              { value: 'first_time', label: t('approval_first'), hint: t('approval_first_hint') },
              { value: 'none', label: t('approval_none'), hint: t('approval_none_hint') },
            ]}
          />
          <Checks
            label={t('kinds')}
            value={[...kinds]}
            onChange={chosen => chosen.length > 0 && setKinds(new Set(chosen))}
            options={KINDS.map(value => ({ value, label: t(`kind_${value}`) }))}
          />
        </>
      )}
      <Field
        label={t('restrictions')}
        hint={t('restrictions_hint')}
        placeholder={t('restrictions_example')}
        rows={2}
        value={never}
        onChange={setNever}
        maxLength={2000}
      />
      <Remark icon={<Bell />}>{t('notices')}</Remark>
      <ErrorRemark error={save.error} />
      <Button tone="light" size="l" wide busy={save.isPending} onPress={() => save.mutate()}>
        {t('save')}
      </Button>
    </section>
  )
}

async function saved(who: Who, approval: Approval, kinds: Kind[], never: string): Promise<void> {
  const restrictions = never
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
  const shown_to = who === 'everyone' ? 'members' : 'friends'
  await api.PATCH('/api/v1/me/cameo', { body: { shown_to, restrictions } })
  if (who === 'me') return
  const stages = approval === 'none' ? [] : (['storyboard', 'result'] as const)
  const terms = { kinds, approval, stages: [...stages], audience: 'friends' }
  await api.POST('/api/v1/me/cameo/grants', {
    params: { header: { 'Idempotency-Key': onceKey() } as never },
    body: { to: who, terms } as never,
  })
}
