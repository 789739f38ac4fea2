import { texts } from '../../i18n/texts'
import { answers } from './words/answers'
import { films } from './words/films'
import { queues } from './words/queues'
import { reported } from './words/reported'
import { takes } from './words/takes'

export const useTexts = texts('desk', {
  en: {
    ...queues.en,
    ...films.en,
    ...takes.en,
    ...reported.en,
    ...answers.en,
  },
  ko: {
    ...queues.ko,
    ...films.ko,
    ...takes.ko,
    ...reported.ko,
    ...answers.ko,
  },
})
