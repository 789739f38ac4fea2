import type { Schemas } from '../../api/client'
import { day } from '../../i18n/times'
import styles from './TermsList.module.css'
import { useTermTexts } from './texts'

export type Terms = Schemas['TermsForm']

const STAGES = ['storyboard', 'result'] as const

/** What a permission covers, in words; `short` leaves out how often and until when. */
export function TermsList({ terms, short }: { terms: Terms; short?: boolean }) {
  const t = useTermTexts()
  const where = terms.where.length > 1 ? t('where_both') : t(`where_${terms.where[0] ?? 'here'}`)
  const forbidden = new Set(terms.forbidden)
  const kinds = terms.kinds.filter(kind => !forbidden.has(kind)).map(kind => t(`kind_${kind}`))
  const stages = STAGES.filter(stage => terms.stages.includes(stage))
    .map(stage => t(`stages_${stage}`))
    .join(' · ')
  const approval = t(`approval_${terms.approval}`)
  return (
    <dl className={styles.terms}>
      <Term name={t('kinds')}>{kinds.join(' · ') || t('nothing')}</Term>
      <Term name={t('purposes')}>{terms.purposes.map(purpose => t(`purpose_${purpose}`)).join(' · ')}</Term>
      <Term name={t('audience')}>{t(`audience_${terms.audience}`)}</Term>
      <Term name={t('where')}>{where}</Term>
      {!short && (
        <>
          <Term name={t('approval')}>
            {terms.approval === 'none' || !stages ? approval : `${approval} (${stages})`}
          </Term>
          <Term name={t('videos')}>
            {terms.videos == null ? t('videos_any') : t('videos_left', { count: terms.videos })}
          </Term>
          <Term name={t('until')}>{terms.expires_at == null ? t('until_open') : day(terms.expires_at)}</Term>
        </>
      )}
    </dl>
  )
}

function Term({ name, children }: { name: string; children: string }) {
  return (
    <div className={styles.term}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
