import { expect, test } from 'vitest'
import { numbersOf } from './numbers'

test('everything that was measured is a row', () => {
  const rows = numbersOf({
    frames: 300,
    yaw_range: [-21.456, 30],
    quality: { snr: null, light: 0.51234 },
    steps: [
      { kind: 'turn', done: true },
      { kind: 'blink', done: false },
    ],
  })
  expect(rows).toEqual([
    ['frames', '300'],
    ['yaw_range', '-21.5, 30'],
    ['quality snr', '–'],
    ['quality light', '0.512'],
    ['steps 1 kind', 'turn'],
    ['steps 1 done', 'true'],
    ['steps 2 kind', 'blink'],
    ['steps 2 done', 'false'],
  ])
})
