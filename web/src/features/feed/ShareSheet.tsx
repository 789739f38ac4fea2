import { useQuery } from '@tanstack/react-query'
import { Copy, Download, Globe, LinkIcon, Lock, Share2, Unlink, Users } from 'lucide-react'
import { useMe } from '../../api/me'
import { Button } from '../../design/Button'
import { Deed, Deeds } from '../../design/Deeds'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark, Remark } from '../../design/States'
import { say } from '../../design/Toasts'
import { day } from '../../i18n/times'
import { linkQuery, type Release, shareQuery, useShare } from './queries'
import styles from './ShareSheet.module.css'
import { useTexts } from './texts'

const DAYS = 30

/** Passing a film on: never to more people than those in it said yes to. */
export function ShareSheet({ release, onClose }: { release: Release; onClose: () => void }) {
  const t = useTexts()
  const me = useMe()
  const here = `${window.location.origin}/watch/${release.id}`
  const circle = release.audience === 'anyone' || release.audience === 'server' ? 'server' : release.audience
  return (
    <Sheet title={t('share_title')} open onClose={onClose}>
      <div className={styles.parts}>
        <Remark icon={circle === 'server' ? <Globe /> : circle === 'friends' ? <Users /> : <Lock />}>
          {t(circle === 'server' ? 'reach_server' : circle === 'friends' ? 'reach_friends' : 'reach_cast')}
        </Remark>
        <Deeds>
          <Deed icon={<Copy />} hint={t('copy_here_more')} onPress={() => void copy(here, t('copied'))}>
            {t('copy_here')}
          </Deed>
          {'share' in navigator && (
            <Deed
              icon={<Share2 />}
              onPress={() => void navigator.share({ url: here }).catch(() => undefined)}
            >
              {t('share_by')}
            </Deed>
          )}
          <Save film={release.id} />
        </Deeds>
        {release.audience === 'anyone' && release.owner === me.handle && <Open film={release.id} />}
        {release.audience !== 'anyone' && release.owner === me.handle && (
          <p className={styles.hint}>{t('wider_needs_yes')}</p>
        )}
      </div>
    </Sheet>
  )
}

/** The film as a file, with what proves where it comes from. */
function Save({ film }: { film: string }) {
  const t = useTexts()
  const link = useQuery(linkQuery(film))
  return (
    <Deed
      icon={<Download />}
      hint={t('save_more')}
      disabled={link.data === undefined}
      onPress={() => {
        const anchor = document.createElement('a')
        anchor.href = link.data ?? ''
        anchor.download = `walkon-${film.slice(0, 8)}.mp4`
        anchor.click()
      }}
    >
      {t('save')}
    </Deed>
  )
}

/** A link for people without an account; its owner makes it, and ends it. */
function Open({ film }: { film: string }) {
  const t = useTexts()
  const { data, error } = useQuery(shareQuery(film))
  const { make, end } = useShare(film)
  const link = data?.link
  return (
    <section className={styles.open}>
      <h3>{t('open_link')}</h3>
      <p className={styles.hint}>{t('open_link_more')}</p>
      {link ? (
        <>
          <div className={styles.address}>
            <LinkIcon aria-hidden="true" />
            <output>{link.url.replace(/^https?:\/\//, '')}</output>
          </div>
          <p className={styles.hint}>{t('open_until', { day: day(link.expires_at) })}</p>
          <div className={styles.buttons}>
            <Button tone="light" icon={<Copy />} onPress={() => void copy(link.url, t('copied'))}>
              {t('copy_link')}
            </Button>
            <Button tone="no" icon={<Unlink />} busy={end.isPending} onPress={() => end.mutate()}>
              {t('end_link')}
            </Button>
          </div>
        </>
      ) : (
        <Button
          tone="light"
          icon={<LinkIcon />}
          busy={make.isPending}
          isDisabled={data === undefined}
          onPress={() => make.mutate(DAYS)}
        >
          {t('make_link')}
        </Button>
      )}
      <ErrorRemark error={error ?? make.error ?? end.error} />
    </section>
  )
}

async function copy(text: string, done: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  say(done)
}
