import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Film, LayoutGrid, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useMe } from '../../api/me'
import { isProblem } from '../../api/problem'
import { Button, IconButton } from '../../design/Button'
import { Columns } from '../../design/Columns'
import { Page, Section } from '../../design/Page'
import { ErrorRemark, Remark, Skeleton } from '../../design/States'
import { say } from '../../design/Toasts'
import { Cast } from './Cast'
import { Composer } from './Composer'
import styles from './Create.module.css'
import { choose, type Draft, FIELDS, type Field, isEmpty, onlyFor, type Start, written } from './draft'
import { Lines } from './Lines'
import { MakeBar } from './MakeBar'
import { type Template, type Understanding, understandingQuery } from './queries'
import { SettingChips } from './SettingChips'
import { Shots } from './Shots'
import { Gallery, Templates } from './Templates'
import { draftFrom, filled, friendEverywhere, wearingFor } from './templates'
import { useTexts } from './texts'
import { Understood } from './Understood'
import { useDraft, useSettled } from './useDraft'
import { useReadings } from './useReadings'

const route = getRouteApi('/shell/create')
const PAUSE = 350 // milliseconds after the last letter until it is read

/** From a sentence to a film; also a remix of a film, or how it goes on. */
export function CreatePage() {
  const { remix, extend } = route.useSearch()
  const start = useMemo<Start | null>(() => {
    if (remix) return { production: remix, descent: 'remix' }
    return extend ? { production: extend, descent: 'extend' } : null
  }, [remix, extend])
  const key = start ? `${start.descent} ${start.production}` : 'new'
  return <Creating key={key} start={start} />
}

function Creating({ start }: { start: Start | null }) {
  const t = useTexts()
  const me = useMe()
  const { draft, setDraft, clear } = useDraft(me.id, start)
  const [naming, setNaming] = useState(false)
  const [jump, setJump] = useState<{ caret: number } | null>(null)
  const [gallery, setGallery] = useState(false)
  const [template, setTemplate] = useState<Template | null>(null)
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  const { readings, read, forget } = useReadings(me.id, start)
  const { found, error, reading } = useUnderstanding(draft, start, naming)
  useCostumes(draft, setDraft, found, template)
  useWhatIsThere(draft, setDraft, error, found)

  const type = (prompt: string, who?: string) => {
    const whole = who !== undefined && template?.with_friend ? friendEverywhere(prompt, who) : prompt
    setDraft({ ...draft, prompt: whole })
  }
  const begin = (chosen: Template) => {
    setDraft(draftFrom(chosen, draft))
    setJump({ caret: filled(chosen).caret })
    setTemplate(chosen)
    setGallery(false)
    window.scrollTo({ top: 0 })
  }
  const words = start === null ? '' : (`_${start.descent}` as const)
  return (
    <Page
      title={t(`title${words}`)}
      back={start !== null}
      wide
      actions={
        <>
          {!isEmpty(draft) && (
            <IconButton
              label={t('clear')}
              onPress={() => {
                clear()
                forget()
                setTemplate(null)
                say(t('cleared'))
              }}
            >
              <Trash2 />
            </IconButton>
          )}
          {start === null && (
            <Link to="/films" className={styles.films} aria-label={t('my_films')}>
              <Film />
              <span aria-hidden="true">{t('my_films')}</span>
            </Link>
          )}
        </>
      }
    >
      <Columns
        held
        beside={
          <>
            {!found && reading && <Reading />}
            {found && (
              <div className={styles.found} data-reading={reading}>
                {error !== null && <ErrorRemark error={error} />}
                <Barred found={found} />
                <Section title={t('understood')} hint={t('understood_more')}>
                  <Understood draft={draft} found={found} onChange={setDraft} />
                </Section>
                <Section title={t('cast')}>
                  <Cast
                    draft={draft}
                    found={found}
                    asked={asked}
                    onAsked={handle => setAsked(new Set([...asked, handle]))}
                    hasCameo={me.has_cameo}
                  />
                </Section>
                <Section title={t('lines')}>
                  <Lines draft={draft} found={found} onChange={setDraft} readings={readings} onRead={read} />
                </Section>
                <Section title={t('shots')}>
                  <Shots plan={found.plan} />
                </Section>
                <Section title={t('settings')}>
                  <SettingChips draft={draft} start={start} onChange={setDraft} />
                </Section>
                <MakeBar
                  draft={draft}
                  start={start}
                  found={found}
                  asked={asked}
                  readings={readings}
                  ready={!reading && !naming && error === null}
                />
              </div>
            )}
            {start === null && isEmpty(draft) && (
              <Section title={t('begin_with')}>
                <Gallery onChoose={begin} />
              </Section>
            )}
          </>
        }
      >
        <Composer
          label={t(`prompt${words}`)}
          placeholder={t(`example${words}`)}
          value={draft.prompt}
          onChange={type}
          onNaming={setNaming}
          jump={jump}
        >
          {start === null && !isEmpty(draft) && (
            <Button size="s" icon={<LayoutGrid />} onPress={() => setGallery(true)}>
              {t('templates')}
            </Button>
          )}
        </Composer>
        {start !== null && <p className={styles.note}>{t('start_note')}</p>}
        {error !== null && !found && <ErrorRemark error={error} />}
      </Columns>
      <Templates open={gallery} onClose={() => setGallery(false)} onChoose={begin} />
    </Page>
  )
}

/** What the server made of the draft, a moment after the last change; the last one stays while it reads. */
function useUnderstanding(draft: Draft, start: Start | null, naming: boolean) {
  const form = useMemo(() => written(draft, start), [draft, start])
  const text = useMemo(() => JSON.stringify(form), [form])
  const settled = useSettled(text, PAUSE)
  const wanted = useMemo(() => JSON.parse(settled) as typeof form, [settled])
  const query = useQuery({ ...understandingQuery(wanted), retry: false })
  const there = wanted.prompt.trim() !== '' || start !== null
  return {
    found: there ? (query.data ?? null) : null,
    error: there && query.isError && !naming ? query.error : null,
    reading: there && (query.isFetching || settled !== text),
  }
}

/** A template's costume is for everybody who turns out to be in it. */
function useCostumes(
  draft: Draft,
  setDraft: (draft: Draft) => void,
  found: Understanding | null,
  template: Template | null,
): void {
  const [dressed, setDressed] = useState<string | null>(null)
  useEffect(() => {
    if (!template || !found || dressed === template.id || found.cast.length === 0) return
    setDressed(template.id)
    const worn = wearingFor(template, found.cast)
    if (Object.keys(worn).length > 0) setDraft({ ...draft, wearing: { ...worn, ...draft.wearing } })
  }, [draft, setDraft, found, template, dressed])
}

/** Choices that cannot be had any more are let go: of people who left, of hours a new place does not know. */
function useWhatIsThere(
  draft: Draft,
  setDraft: (draft: Draft) => void,
  error: unknown,
  found: Understanding | null,
): void {
  const letGo = useCallback(
    (field: string) => {
      if (FIELDS.includes(field as Field)) setDraft(choose(draft, field as Field, null))
    },
    [draft, setDraft],
  )
  useEffect(() => {
    if (isProblem(error, 'choice_not_there')) letGo(String(error.fields.field))
    else if (isProblem(error, 'not_in_cast')) {
      const left = onlyFor(draft, found?.cast.filter(handle => draft.prompt.includes(`@${handle}`)) ?? [])
      if (left !== draft) setDraft(left)
    }
  }, [error, letGo, draft, setDraft, found])
}

function Barred({ found }: { found: Understanding }) {
  const t = useTexts()
  if (found.bars.length === 0) return null
  return (
    <Remark mood="no">
      <strong>{t('never_made')}</strong>
      {found.bars.map(bar => (
        <p key={bar.bar}>
          {bar.why}{' '}
          {bar.words.length > 0 && t('because_of', { words: bar.words.map(word => `“${word}”`).join(', ') })}
        </p>
      ))}
    </Remark>
  )
}

function Reading() {
  const t = useTexts()
  return (
    <div className={styles.reading} role="status">
      <span className="unseen">{t('understanding')}</span>
      <Skeleton height={36} width="72%" />
      <Skeleton height={36} width="54%" />
      <Skeleton height={72} />
    </div>
  )
}
