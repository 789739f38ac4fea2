import { useNames } from '../../api/catalogue'
import { Section } from '../../design/Page'
import { moment } from '../../i18n/times'
import styles from './Films.module.css'
import type { FilmPlan, Production } from './queries'
import { useTexts } from './texts'

/** What there is to know of a film, for its owner and its people. */
export function About({ film, plan }: { film: Production; plan: FilmPlan | undefined }) {
  const t = useTexts()
  const name = useNames()
  const part = plan?.plan.parts[0]
  const facts: [string, string][] = [
    ...(part && plan
      ? ([
          [
            t('place'),
            `${name('setting', part.setting)}, ${name('hour', part.hour)}, ${name('weather', part.weather)}`,
          ],
          [t('look'), `${name('look', part.look)}, ${name('mood', part.mood)}`],
          [t('length'), t('shot_seconds', { seconds: Math.round(plan.plan.seconds * 10) / 10 })],
          [t('picture'), `${plan.plan.width} × ${plan.plan.height}`],
        ] satisfies [string, string][])
      : []),
    [t('seen_by'), t(`audience_${film.audience}`)],
    [t('made_on'), film.engine],
    [t('written'), moment(film.created_at)],
  ]
  return (
    <Section title={t('about')} hint={film.descent ? t(`${film.descent}_of`) : undefined}>
      <dl className={styles.facts}>
        {facts.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
