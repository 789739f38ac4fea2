import type { Schemas } from '../../api/client'
import { day } from '../../i18n/times'
import styles from './Check.module.css'
import { Code } from './Code'
import { Facts, Folded } from './Folded'
import type { Checked } from './queries'
import { useTexts } from './texts'

/** How the words came about: made from a voice, read by the people themselves, or some of each. */
function voiceOf(film: Schemas['FilmChecked'], t: ReturnType<typeof useTexts>): string {
  if (film.own_voice) return t(film.synthetic_voice ? 'voice_both' : 'voice_own')
  return t(film.synthetic_voice ? 'voice_synthetic' : 'voice_none')
}

/** What a film says about itself, folded. */
export function FilmDetails({ found, film }: { found: Checked; film: Schemas['FilmChecked'] }) {
  const t = useTexts()
  const signer = found.signed_here
    ? t('signer_here')
    : found.signer
      ? t('signer_stranger', { name: found.signer })
      : t('signer_nobody')
  const engine = [film.engine, film.engine_version].filter(Boolean).join(' ')
  return (
    <div className={styles.details}>
      <Folded title={found.verdict === 'altered' ? t('details_unreliable') : t('details')}>
        <Facts
          facts={[
            [t('made'), film.generated ? t('made_generated') : t('made_recorded')],
            [t('voice'), voiceOf(film, t)],
            [t('mark'), film.unverified ? t('mark_unverified') : t('mark_none')],
            [t('day'), film.made_on ? day(film.made_on) : t('day_unknown')],
            [t('engine'), engine || t('day_unknown')],
            [t('signer'), signer],
          ]}
        />
      </Folded>
      {film.consents.length > 0 && (
        <Folded title={t('consents', { count: film.consents.length })}>
          <p className={styles.remark}>{t('consents_more')}</p>
          <ul className={styles.list}>
            {film.consents.map(consent => (
              <li key={consent.cameo}>
                <span>{t(consent.basis === 'verified' ? 'consent_verified' : 'consent_unverified')}</span>
                <Code>{consent.cameo}</Code>
              </li>
            ))}
          </ul>
        </Folded>
      )}
      {film.made_from.length > 0 && (
        <Folded title={t('made_from', { count: film.made_from.length })}>
          <ul className={styles.list}>
            {film.made_from.map(original => (
              <li key={original.sha256}>
                <span>{t(original.descent)}</span>
                <Code>{original.sha256}</Code>
              </li>
            ))}
          </ul>
        </Folded>
      )}
      {found.reasons.length > 0 && (
        <Folded title={t('technical')}>
          <p className={styles.remark}>{t('codes')}</p>
          <ul className={styles.codes}>
            {found.reasons.map(reason => (
              <li key={reason}>
                <code>{reason}</code>
              </li>
            ))}
          </ul>
        </Folded>
      )}
    </div>
  )
}
