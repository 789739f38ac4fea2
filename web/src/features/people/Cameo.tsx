import { Check, Hourglass, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/Button'
import { Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { Remark } from '../../design/States'
import { day } from '../../i18n/times'
import { AskSheet } from './AskSheet'
import type { Page, Terms } from './queries'
import { useTexts } from './texts'

type Seen = NonNullable<Page['cameo']>

/** What they let you do with their cameo, and asking for more. */
export function Cameo({ page, cameo }: { page: Page; cameo: Seen }) {
  const t = useTexts()
  const [asking, ask] = useState(false)
  const { handle } = page.person
  return (
    <Section title={t('cameo')} hint={cameo.allows.length === 0 ? t('allows_nothing') : undefined}>
      {cameo.allows.length > 0 && (
        <Rows label={t('cameo')}>
          {cameo.allows.map(allowed => (
            <Row
              key={allowed.given_at + allowed.to}
              icon={<Check />}
              title={t(`to_${allowed.to}`)}
              hint={<InWords terms={allowed.terms} />}
            />
          ))}
        </Rows>
      )}
      {cameo.asked ? (
        <Remark icon={<Hourglass />}>{t('asked_already')}</Remark>
      ) : (
        <Button icon={<UserRoundPlus />} onPress={() => ask(true)}>
          {cameo.allows.length === 0 ? t('ask') : t('ask_more')}
        </Button>
      )}
      {asking && <AskSheet handle={handle} onClose={() => ask(false)} />}
    </Section>
  )
}

const EVERY = 11 // kinds of films there are

function InWords({ terms }: { terms: Terms }) {
  const t = useTexts()
  const kinds = terms.kinds.filter(kind => !terms.forbidden.includes(kind))
  const parts = [
    kinds.length === EVERY ? t('kind_any') : kinds.map(kind => t(`kind_${kind}`)).join(', '),
    t(`audience_${terms.audience}`),
    t(`approval_${terms.approval}`),
    ...(terms.videos ? [t('videos', { count: terms.videos })] : []),
    ...(terms.expires_at ? [t('until', { day: day(terms.expires_at) })] : []),
  ]
  return <>{parts.join(' · ')}</>
}
