import { useQuery } from '@tanstack/react-query'
import { Cpu, Eye, Ratio, Timer, Tv } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, Pressable } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import styles from './Create.module.css'
import type { Draft, Start } from './draft'
import { enginesQuery } from './queries'
import { ASPECT_WORDS, Settings } from './Settings'
import { useTexts } from './texts'

interface SettingChipsProps {
  draft: Draft
  start: Start | null
  onChange: (draft: Draft) => void
}

/** Length, shape, size and audience at a glance; a touch opens all of them. */
export function SettingChips({ draft, start, onChange }: SettingChipsProps) {
  const t = useTexts()
  const [open, setOpen] = useState(false)
  const engines = useQuery(enginesQuery).data ?? []
  const length = draft.seconds === null ? t('length_auto') : t('seconds', { count: draft.seconds })
  const parts: [string, string, ReactNode][] = [
    [t('length'), length, <Timer key="length" />],
    ...(start === null
      ? ([
          [t('aspect'), `${t(ASPECT_WORDS[draft.aspect])} ${draft.aspect}`, <Ratio key="aspect" />],
          [t('size'), `${draft.size}p`, <Tv key="size" />],
        ] satisfies [string, string, ReactNode][])
      : []),
    [t('audience'), t(`audience_${draft.audience as 'cast'}`), <Eye key="audience" />],
    ...(engines.length > 1
      ? ([[t('engine'), draft.engine ?? engines[0]?.name ?? '', <Cpu key="engine" />]] satisfies [
          string,
          string,
          ReactNode,
        ][])
      : []),
  ]
  return (
    <>
      <ul className={styles.chips}>
        {parts.map(([label, value, icon]) => (
          <li key={label}>
            <Pressable
              className={`${styles.part} ${styles.said}`}
              aria-label={`${label}: ${value}`}
              onPress={() => setOpen(true)}
            >
              {icon}
              <span>{value}</span>
            </Pressable>
          </li>
        ))}
      </ul>
      <Sheet
        title={t('settings')}
        open={open}
        onClose={() => setOpen(false)}
        actions={
          <Button tone="ink" onPress={() => setOpen(false)}>
            {t('done')}
          </Button>
        }
      >
        <Settings draft={draft} start={start} onChange={onChange} />
      </Sheet>
    </>
  )
}
