import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../../api/client'
import { language } from '../../i18n/texts'
import { clock } from '../../i18n/times'
import { Known } from './Case'
import styles from './Desk.module.css'
import { namesQuery } from './queries'
import { useTexts } from './texts'

type Planned = Schemas['PlanAtDesk']
type Names = Schemas['CatalogueShown']
type Listed = { [K in keyof Names]: Names[K] extends readonly { id: string }[] ? K : never }[keyof Names]

/** Ids of the catalogue in words. */
function useNames() {
  const { data } = useQuery(namesQuery)
  return (list: Listed, id: string) =>
    data?.[list].find(one => one.id === id)?.name[language()] ?? id.replaceAll('_', ' ')
}

interface PlanProps {
  plan: Planned
  /** Addresses of the stills, once they are open. */
  stills: readonly string[]
}

/** What was meant to be seen and heard, shot by shot, each beside the still that its people saw. */
export function Plan({ plan, stills }: PlanProps) {
  const t = useTexts()
  const name = useNames()
  return (
    <>
      <Known
        facts={[
          [
            t('scene'),
            [
              name('settings', plan.setting),
              name('hours', plan.hour),
              name('weathers', plan.weather),
              name('actions', plan.action),
            ].join(', '),
          ],
          [t('look'), name('looks', plan.look)],
          [t('music'), name('moods', plan.mood)],
          [t('picture'), `${plan.width} × ${plan.height}, ${clock(plan.seconds)}`],
          ...plan.roles.map(
            (role, place) =>
              [
                t('wears', { number: place + 1 }),
                [name('costumes', role.costume), ...role.props.map(prop => name('props', prop))].join(', '),
              ] as const,
          ),
        ]}
      />
      <ol className={styles.shots}>
        {plan.shots.map((shot, place) => (
          <li key={place} className={styles.shot}>
            {stills[place] && (
              <img src={stills[place]} alt={t('still', { number: place + 1 })} loading="lazy" />
            )}
            <div>
              <strong>{t('shot', { number: place + 1 })}</strong>
              <span className={styles.small}>
                {[clock(shot.seconds), name('framings', shot.framing), name('moves', shot.move)].join(' · ')}
              </span>
              {shot.lines.map((line, number) => (
                <p key={number}>{t('says', { number: line.by, text: line.text })}</p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}
