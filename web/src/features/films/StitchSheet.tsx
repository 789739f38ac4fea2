import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import { ErrorRemark, Waiting } from '../../design/States'
import styles from './Films.module.css'
import { minePages, type Production, stillOf, stitch } from './queries'
import { useTexts } from './texts'

const MOST = 8

/** Puts shared films in a row, this one first. */
export function StitchSheet({ film, onClose }: { film: Production; onClose: () => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [row, setRow] = useState<string[]>([])
  const found = useInfiniteQuery(minePages)
  const others = (found.data?.pages.flatMap(page => page.productions) ?? []).filter(
    other => other.state === 'released' && other.id !== film.id,
  )
  const joining = useMutation({
    mutationFn: () => stitch([film.id, ...row], film.audience),
    onSuccess: async made => {
      await navigate({ to: '/films/$film', params: { film: made.id } })
      await queries.invalidateQueries({ queryKey: ['productions'] })
    },
  })
  return (
    <Sheet
      title={t('stitch_title')}
      open
      onClose={onClose}
      actions={
        <Button
          tone="light"
          isDisabled={row.length === 0}
          busy={joining.isPending}
          onPress={() => joining.mutate()}
        >
          {t('stitch_make', { count: row.length + 1 })}
        </Button>
      }
    >
      <div className={styles.stack}>
        <p className={styles.small}>
          {t(others.length > 0 || found.isPending ? 'stitch_more' : 'stitch_none')}
        </p>
        {found.isPending && <Waiting />}
        <ul className={styles.row}>
          {others.map(other => {
            const place = row.indexOf(other.id)
            return (
              <li key={other.id}>
                <button
                  type="button"
                  className={styles.choice}
                  aria-pressed={place >= 0}
                  disabled={place < 0 && row.length >= MOST - 1}
                  onClick={() => setRow(place >= 0 ? row.filter(id => id !== other.id) : [...row, other.id])}
                >
                  <img src={stillOf(other.id, 0)} alt="" loading="lazy" />
                  <span>{other.prompt || t('untitled')}</span>
                  {place >= 0 && <strong>{place + 2}</strong>}
                </button>
              </li>
            )
          })}
        </ul>
        <ErrorRemark error={joining.error} />
      </div>
    </Sheet>
  )
}
