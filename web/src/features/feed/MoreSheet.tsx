import { Link, useNavigate } from '@tanstack/react-router'
import { Ban, Clapperboard, Flag, MessageCircle, MessageCircleOff, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../api/me'
import { Button } from '../../design/Button'
import { Deed, Deeds } from '../../design/Deeds'
import { ReportSheet } from '../../design/report/ReportSheet'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark } from '../../design/States'
import { say } from '../../design/Toasts'
import styles from './MoreSheet.module.css'
import { type Release, useBlock, useCommenting, useTakeBack } from './queries'
import { useTexts } from './texts'

type Asking = 'menu' | 'report' | 'block' | 'take_back'

/** Everything else about a film; what ends something asks once more. */
export function MoreSheet({ release, onClose }: { release: Release; onClose: () => void }) {
  const t = useTexts()
  const me = useMe()
  const navigate = useNavigate()
  const [asking, ask] = useState<Asking>('menu')
  const commenting = useCommenting(release.id)
  const mine = release.owner === me.handle
  const shown = release.cast.includes(me.handle)
  if (asking === 'report')
    return <ReportSheet reported={{ kind: 'release', film: release.id, shown }} onClose={onClose} />
  if (asking === 'block') return <SureToBlock handle={release.owner} onClose={onClose} />
  if (asking === 'take_back') return <SureToTakeBack release={release} mine={mine} onClose={onClose} />
  const open = release.commenting === 'open'
  return (
    <Sheet title={t('film_by', { handle: release.owner })} open onClose={onClose}>
      <Deeds>
        {mine && (
          <>
            <Deed
              icon={<Clapperboard />}
              onPress={() => void navigate({ to: `/films/${release.id}` as '/' })}
            >
              {t('to_production')}
            </Deed>
            <Deed
              icon={open ? <MessageCircleOff /> : <MessageCircle />}
              hint={open ? t('close_comments_more') : undefined}
              disabled={commenting.isPending}
              onPress={() => commenting.mutate(open ? 'closed' : 'open', { onSuccess: onClose })}
            >
              {open ? t('close_comments') : t('open_comments')}
            </Deed>
          </>
        )}
        {(mine || shown) && (
          <Deed
            icon={<Undo2 />}
            hint={mine ? t('take_back_mine_more') : t('take_back_more')}
            onPress={() => ask('take_back')}
            grave
          >
            {mine ? t('take_back_mine') : t('take_back')}
          </Deed>
        )}
        {!mine && (
          <>
            <Deed icon={<Flag />} onPress={() => ask('report')}>
              {t('report')}
            </Deed>
            <Deed icon={<Ban />} onPress={() => ask('block')} grave>
              {t('block', { handle: release.owner })}
            </Deed>
          </>
        )}
      </Deeds>
      <ErrorRemark error={commenting.error} />
      <p className={styles.made}>
        {t('how_made')} <Link to="/check">{t('check_it')}</Link>
      </p>
    </Sheet>
  )
}

function SureToBlock({ handle, onClose }: { handle: string; onClose: () => void }) {
  const t = useTexts()
  const block = useBlock(handle)
  const done = () => {
    say(t('blocked', { handle }))
    onClose()
  }
  return (
    <Sheet
      title={t('block_sure', { handle })}
      open
      firm
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('keep')}</Button>
          <Button
            tone="no"
            busy={block.isPending}
            onPress={() => block.mutate(undefined, { onSuccess: done })}
          >
            {t('block_do')}
          </Button>
        </>
      }
    >
      <p>{t('block_means')}</p>
      <ErrorRemark error={block.error} />
    </Sheet>
  )
}

function SureToTakeBack({
  release,
  mine,
  onClose,
}: {
  release: Release
  mine: boolean
  onClose: () => void
}) {
  const t = useTexts()
  const take = useTakeBack(release, mine)
  const done = () => {
    say(t('taken_back'))
    onClose()
  }
  return (
    <Sheet
      title={t('take_back_sure')}
      open
      firm
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('keep')}</Button>
          <Button tone="no" busy={take.isPending} onPress={() => take.mutate(undefined, { onSuccess: done })}>
            {t('take_back_do')}
          </Button>
        </>
      }
    >
      <p>{t('take_back_means')}</p>
      <ErrorRemark error={take.error} />
    </Sheet>
  )
}
