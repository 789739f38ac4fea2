import { Column, Known } from './Case'
import styles from './Desk.module.css'
import { Opening, type useOpening } from './Opening'
import { Plan } from './Plan'
import type { FilmWhole } from './queries'
import { useTexts } from './texts'
import { useReasons } from './useReasons'

interface ColumnsProps {
  film: FilmWhole
  opening: ReturnType<typeof useOpening>
}

/** A film side by side with what was asked for and what was planned. */
export function Columns({ film, opening }: ColumnsProps) {
  const t = useTexts()
  const { kind } = useReasons()
  const base = `/api/v1/desk/films/${film.id}`
  const open = opening.until !== null
  const stills = open ? Array.from({ length: film.stills }, (_, place) => `${base}/stills/${place}`) : []
  return (
    <div className={styles.columns}>
      <Column title={t('asked')}>
        <blockquote className={styles.sentence}>{film.prompt}</blockquote>
        {film.descent && <p className={styles.small}>{t(`descends_${film.descent}`)}</p>}
        <Known
          facts={[
            [t('kinds'), film.kinds.map(kind).join(', ')],
            [t('audience'), `${t(`audience_${film.audience}`)} · ${t('people', { count: film.people })}`],
          ]}
        />
      </Column>
      <Column title={t('plan')}>
        {film.plan ? (
          <Plan plan={film.plan} stills={stills} />
        ) : (
          <p className={styles.small}>{t('no_plan')}</p>
        )}
      </Column>
      <Column title={t('result')}>
        <Opening title={t('closed_film')} more={t('closed_film_more')} opening={opening}>
          {film.has_film ? (
            // biome-ignore lint/a11y/useMediaCaption: a film under review, as it is
            <video
              className={styles.player}
              src={`${base}/film`}
              controls
              autoPlay
              playsInline
              aria-label={t('film_player')}
            />
          ) : (
            <p className={styles.small}>{t('no_film')}</p>
          )}
        </Opening>
      </Column>
    </div>
  )
}
