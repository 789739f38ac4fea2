import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTitle } from '../../design/Page'
import { Failed, Waiting } from '../../design/States'
import { useTexts as useDesignTexts } from '../../design/texts'
import { othersQuery, releaseQuery } from './queries'
import { Reel } from './Reel'
import styles from './Reel.module.css'
import { Top } from './Top'
import { useTexts } from './texts'

const route = getRouteApi('/shell/watch/$film')

/** One film, by an address that was passed on; behind it others by the same person. */
export function WatchPage() {
  const t = useTexts()
  const { film } = route.useParams()
  const { data, error, refetch } = useQuery(releaseQuery(film))
  const others = useQuery(othersQuery(data?.owner ?? '')).data?.releases ?? []
  useTitle(data ? t('film_by', { handle: data.owner }) : t('title'))
  return (
    <div className={data ? styles.whole : `${styles.whole} ${styles.bare}`}>
      <h1 className="unseen">{data ? t('film_by', { handle: data.owner }) : t('title')}</h1>
      {data ? (
        <>
          <Back />
          <Top />
          <Reel key={film} releases={[data, ...others.filter(other => other.id !== film)]} />
        </>
      ) : (
        <div className={styles.full}>
          {error ? <Failed error={error} onAgain={() => void refetch()} /> : <Waiting />}
        </div>
      )}
    </div>
  )
}

function Back() {
  const t = useDesignTexts()
  const router = useRouter()
  return (
    <button
      type="button"
      className={styles.back}
      aria-label={t('back')}
      onClick={() => router.history.back()}
    >
      <ArrowLeft />
    </button>
  )
}
