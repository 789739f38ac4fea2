import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Flag, MessageCircleOff, SendHorizontal, Trash2, X } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useMe } from '../../api/me'
import { Avatar } from '../../design/Avatar'
import { Button, IconButton } from '../../design/Button'
import { type Reported, ReportSheet } from '../../design/report/ReportSheet'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark, Failed, Remark, Waiting } from '../../design/States'
import { useTexts as useDesignTexts } from '../../design/texts'
import { ago } from '../../i18n/times'
import styles from './CommentsSheet.module.css'
import { type Comment, commentsQuery, type Release, useRemoveComment, useWriteComment } from './queries'
import { useTexts } from './texts'

const LONGEST = 500
const begun = new Map<string, string>() // what was written for a film and not sent yet
const ROOMY = '(min-width: 1200px)'

/** What people say about a film, and a line to say something. */
export function CommentsSheet({ release, onClose }: { release: Release; onClose: () => void }) {
  const t = useTexts()
  const [reported, report] = useState<Reported | null>(null)
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    commentsQuery(release.id),
  )
  const comments = data?.pages.flatMap(page => page.comments) ?? []
  const [Frame] = useState(() => (window.matchMedia(ROOMY).matches ? Side : Sheet))
  if (reported) return <ReportSheet reported={reported} onClose={() => report(null)} />
  return (
    <Frame
      title={t('comments_title', { count: release.comments })}
      open
      onClose={onClose}
      actions={<Write release={release} />}
    >
      {error ? (
        <Failed error={error} onAgain={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : comments.length === 0 ? (
        <p className={styles.none}>
          {release.commenting === 'open' ? t('no_comments') : t('no_comments_closed')}
        </p>
      ) : (
        <ul className={styles.list}>
          {comments.map(comment => (
            <One
              key={comment.id}
              film={release.id}
              comment={comment}
              onReport={() => report({ kind: 'comment', comment: comment.id })}
            />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button wide busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('older_comments')}
        </Button>
      )}
    </Frame>
  )
}

interface SideProps {
  title: string
  onClose: () => void
  children: ReactNode
  actions: ReactNode
}

/** Beside the film, which goes on: where there is room nothing has to lie over it. */
function Side({ title, onClose, children, actions }: SideProps) {
  const t = useDesignTexts()
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    place.current?.focus()
    return () => (before instanceof HTMLElement ? before.focus() : undefined)
  }, [])
  return (
    <aside
      ref={place}
      className={styles.side}
      aria-label={title}
      tabIndex={-1}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <header className={styles.head}>
        <h2>{title}</h2>
        <IconButton label={t('close')} onPress={onClose}>
          <X />
        </IconButton>
      </header>
      <div className={styles.scrolled}>{children}</div>
      <footer>{actions}</footer>
    </aside>
  )
}

function One({ film, comment, onReport }: { film: string; comment: Comment; onReport: () => void }) {
  const t = useTexts()
  const remove = useRemoveComment(film)
  return (
    <li className={styles.comment}>
      <Avatar handle={comment.author} size={36} />
      <div className={styles.said}>
        <p className={styles.by}>
          <Link to="/people/$handle" params={{ handle: comment.author }}>
            @{comment.author}
          </Link>
          <time dateTime={comment.at}>{ago(comment.at)}</time>
        </p>
        <p className={styles.words}>{comment.words}</p>
        <ErrorRemark error={remove.error} />
      </div>
      {comment.removable && (
        <IconButton
          label={t('remove_comment')}
          isDisabled={remove.isPending}
          onPress={() => remove.mutate(comment.id)}
        >
          <Trash2 />
        </IconButton>
      )}
      {!comment.mine && (
        <IconButton label={t('report_comment')} onPress={onReport}>
          <Flag />
        </IconButton>
      )}
    </li>
  )
}

function Write({ release }: { release: Release }) {
  const t = useTexts()
  const me = useMe()
  const [words, show] = useState(begun.get(release.id) ?? '')
  const write = (next: string) => {
    show(next)
    if (next) begun.set(release.id, next)
    else begun.delete(release.id)
  }
  const say = useWriteComment(release.id, () => begun.delete(release.id))
  if (release.commenting === 'closed')
    return <Remark icon={<MessageCircleOff />}>{t('comments_are_closed')}</Remark>
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim()) say.mutate(words, { onSuccess: () => write('') })
  }
  return (
    <form className={styles.write} onSubmit={send}>
      <ErrorRemark error={say.error} />
      <div className={styles.line}>
        <Avatar handle={me.handle} size={36} />
        <textarea
          className={styles.input}
          aria-label={t('write_comment')}
          placeholder={t('write_comment')}
          rows={1}
          maxLength={LONGEST}
          value={words}
          onChange={event => write(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event)
          }}
        />
        <button
          type="submit"
          className={styles.send}
          aria-label={t('send_comment')}
          disabled={!words.trim() || say.isPending}
        >
          <SendHorizontal />
        </button>
      </div>
      <p className={styles.hint}>{t('comment_hint')}</p>
    </form>
  )
}
