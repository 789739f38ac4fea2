import { useQuery } from '@tanstack/react-query'
import { Cake, GraduationCap, PartyPopper } from 'lucide-react'
import type { ReactNode } from 'react'
import { Pressable } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import { Failed, Waiting } from '../../design/States'
import { language } from '../../i18n/texts'
import styles from './Create.module.css'
import { type Template, templatesQuery } from './queries'
import { useTexts } from './texts'

const GROUPS = ['celebrate', 'present', 'play'] as const
const ICONS: Record<(typeof GROUPS)[number], ReactNode> = {
  celebrate: <Cake />,
  present: <GraduationCap />,
  play: <PartyPopper />,
}

/** Beginnings of films in a sheet. */
export function Templates({
  open,
  onClose,
  onChoose,
}: {
  open: boolean
  onClose: () => void
  onChoose: (template: Template) => void
}) {
  const t = useTexts()
  return (
    <Sheet title={t('gallery')} open={open} onClose={onClose}>
      <Gallery onChoose={onChoose} />
    </Sheet>
  )
}

/** Beginnings of films to choose from, by occasion. */
export function Gallery({ onChoose }: { onChoose: (template: Template) => void }) {
  const t = useTexts()
  const found = useQuery(templatesQuery)
  const code = language()
  if (found.isPending) return <Waiting />
  if (found.isError) return <Failed error={found.error} onAgain={() => void found.refetch()} />
  return GROUPS.map(group => (
    <section key={group} className={styles.gallery}>
      <h3>
        {ICONS[group]} {t(`group_${group}`)}
      </h3>
      <ul>
        {found.data
          .filter(template => template.group === group)
          .map(template => (
            <li key={template.id}>
              <Pressable className={styles.template ?? ''} onPress={() => onChoose(template)}>
                <strong>{template.title[code]}</strong>
                <span>{template.about[code]}</span>
              </Pressable>
            </li>
          ))}
      </ul>
    </section>
  ))
}
