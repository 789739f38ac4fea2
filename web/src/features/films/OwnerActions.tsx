import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  Combine,
  Download,
  FastForward,
  PencilLine,
  RefreshCw,
  Send,
  Share2,
  Shuffle,
  Square,
  Trash2,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../design/Button'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './Films.module.css'
import { does, type FilmPlan, type Production, videoOf } from './queries'
import { ShareSheet } from './ShareSheet'
import { StitchSheet } from './StitchSheet'
import { Sure } from './Sure'
import { type State, shelfOf } from './states'
import { useTexts } from './texts'

interface OwnerActionsProps {
  film: Production
  state: State
  plan: FilmPlan | undefined
}

type Asking = 'cancel' | 'discard' | 'take_back'

/** What its owner can do with it now. */
export function OwnerActions({ film, state, plan }: OwnerActionsProps) {
  const t = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [sharing, setSharing] = useState(false)
  const [stitching, setStitching] = useState(false)
  const doing = useMutation({
    mutationFn: (deed: 'send' | 'cancel' | 'vary') => does(film.id, deed),
    onSuccess: async (after, deed) => {
      setAsking(null)
      if (deed === 'vary') {
        say(t('vary_made'))
        await navigate({ to: '/films/$film', params: { film: after.id } })
      }
      await queries.invalidateQueries({ queryKey: ['productions'] })
    },
  })
  const shelf = shelfOf(state)
  const released = state === 'released'
  return (
    <section className={styles.stack}>
      {state === 'screened' && (
        <Button
          tone="light"
          size="l"
          wide
          icon={<Send />}
          busy={doing.isPending}
          onPress={() => doing.mutate('send')}
        >
          {t('send')}
        </Button>
      )}
      {state === 'changes_wanted' && (
        <Button
          tone="light"
          size="l"
          wide
          icon={<PencilLine />}
          onPress={() => void navigate({ to: '/inbox/film/$production', params: { production: film.id } })}
        >
          {t('rewrite')}
        </Button>
      )}
      {state === 'ready' && (
        <Button tone="light" size="l" wide icon={<Share2 />} onPress={() => setSharing(true)}>
          {t('share')}
        </Button>
      )}
      {!asking && <ErrorRemark error={doing.error} />}
      <ul className={styles.deeds}>
        {released && (
          <>
            <Deed
              icon={<Shuffle />}
              onPress={() => void navigate({ to: '/create', search: { remix: film.id } })}
            >
              {t('remix')}
            </Deed>
            <Deed
              icon={<FastForward />}
              onPress={() => void navigate({ to: '/create', search: { extend: film.id } })}
            >
              {t('extend')}
            </Deed>
            <Deed icon={<Combine />} onPress={() => setStitching(true)}>
              {t('stitch')}
            </Deed>
          </>
        )}
        {(shelf === 'ready' || shelf === 'released' || shelf === 'over') && (
          <Deed icon={<RefreshCw />} onPress={() => doing.mutate('vary')}>
            {t('vary')}
          </Deed>
        )}
        {plan?.film && (
          <li>
            <a
              className={styles.deed}
              href={videoOf(film.id)}
              download={`walkon-${film.id.slice(0, 8)}.mp4`}
              title={t('download_hint')}
            >
              <Download aria-hidden="true" />
              <span>{t('download')}</span>
            </a>
          </li>
        )}
        {released && (
          <Deed icon={<Share2 />} onPress={() => setSharing(true)}>
            {t('share')}
          </Deed>
        )}
        {shelf === 'draft' && (
          <Deed grave icon={<Trash2 />} onPress={() => setAsking('discard')}>
            {t('discard')}
          </Deed>
        )}
        {(shelf === 'making' || shelf === 'waiting' || shelf === 'ready') && (
          <Deed
            grave
            icon={shelf === 'ready' ? <Trash2 /> : <Square />}
            onPress={() => setAsking(shelf === 'ready' ? 'discard' : 'cancel')}
          >
            {t(shelf === 'ready' ? 'discard' : 'cancel_making')}
          </Deed>
        )}
        {(released || state === 'hidden') && (
          <Deed grave icon={<Trash2 />} onPress={() => setAsking('take_back')}>
            {t('take_back')}
          </Deed>
        )}
      </ul>
      <Sure
        open={asking !== null}
        title={t(`sure_${asking ?? 'cancel'}`)}
        yes={t(asking === 'take_back' ? 'take_back' : asking === 'discard' ? 'discard' : 'cancel_making')}
        busy={doing.isPending}
        error={doing.error}
        onClose={() => setAsking(null)}
        onYes={() => doing.mutate('cancel')}
      >
        {asking === 'take_back' ? t('sure_take_back_more') : t('sure_cancel_more')}
      </Sure>
      {sharing && <ShareSheet film={film} state={state} onClose={() => setSharing(false)} />}
      {stitching && <StitchSheet film={film} onClose={() => setStitching(false)} />}
    </section>
  )
}

interface DeedProps {
  icon: ReactNode
  children: string
  onPress: () => void
  /** It takes something away. */
  grave?: boolean
}

function Deed({ icon, children, onPress, grave }: DeedProps) {
  return (
    <li>
      <button
        type="button"
        className={grave ? `${styles.deed} ${styles.grave}` : styles.deed}
        onClick={onPress}
      >
        {icon}
        <span>{children}</span>
      </button>
    </li>
  )
}
