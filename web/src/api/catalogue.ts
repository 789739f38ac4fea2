import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type LanguageCode, language } from '../i18n/texts'
import { api, body, type Schemas } from './client'

export type Catalogue = Schemas['CatalogueShown']
export type ChoiceShown = Schemas['ChoiceShown']
export type PlaceShown = Schemas['PlaceShown']

/** What can be chosen for a film; changes with the server's version only. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: () => body(api.GET('/api/v1/catalogue')),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Fields of a plan by the lists that have their names. */
const LISTS = {
  setting: 'settings',
  hour: 'hours',
  weather: 'weathers',
  action: 'actions',
  look: 'looks',
  mood: 'moods',
  framing: 'framings',
  move: 'moves',
  costume: 'costumes',
  prop: 'props',
} as const
export type FieldName = keyof typeof LISTS

export function choicesOf(catalogue: Catalogue, field: FieldName): readonly ChoiceShown[] {
  return catalogue[LISTS[field]]
}

/** What people call a value of a field; the value itself where nobody knows it. */
export function nameOf(
  catalogue: Catalogue | undefined,
  field: FieldName,
  value: string,
  code: LanguageCode = language(),
): string {
  const found = catalogue && choicesOf(catalogue, field).find(choice => choice.id === value)
  return found?.name[code] ?? value.replaceAll('_', ' ')
}

/** `name('look', 'noir')` in the reader's language. */
export function useNames(): (field: FieldName, value: string) => string {
  const catalogue = useQuery(catalogueQuery).data
  const { i18n } = useTranslation()
  const code: LanguageCode = i18n.language === 'ko' ? 'ko' : 'en'
  return (field, value) => nameOf(catalogue, field, value, code)
}
