import { expect, test } from 'vitest'
import { atWork, canLeave, lookAgain, shelfOf, stageAsked } from './states'

test('what workers are at is looked at often, what has ended never', () => {
  expect(lookAgain('rendering')).toBeLessThan(2000)
  expect(lookAgain('waiting_for_consent')).toBeGreaterThan(2000)
  for (const state of ['released', 'ready', 'failed', 'screened'] as const)
    expect(lookAgain(state)).toBe(false)
  expect(atWork('reviewing')).toBe(true)
})

test('a no is possible as long as there is something', () => {
  expect(canLeave('released')).toBe(true)
  expect(canLeave('rendering')).toBe(true)
  expect(canLeave('withdrawn')).toBe(false)
  expect(canLeave('screened')).toBe(false)
})

test('what is asked for', () => {
  expect(stageAsked('waiting_for_approvals')).toBe('storyboard')
  expect(stageAsked('waiting_for_final_approvals')).toBe('result')
  expect(stageAsked('waiting_for_consent')).toBeNull()
  expect(shelfOf('hidden')).toBe('released')
})
