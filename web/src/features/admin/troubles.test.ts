import { expect, test } from 'vitest'
import type { Server } from './queries'
import { troublesOf } from './troubles'

const NOW = new Date('2026-11-26T12:00:00Z')
const WELL: Server = {
  version: '1',
  database: 'sqlite',
  tables: '0001',
  current: true,
  milliseconds: 1,
  queues: [],
  workers: [{ name: 'here-0', seen_at: NOW.toISOString(), present: true }],
  failed: [],
  undelivered: 0,
  due_to_go: 0,
  disks: [],
  nearly_full: false,
  films_in: 'folder',
  keys_in: 'file',
  backed_up_at: '2026-11-25T12:00:00Z',
}
const gone = { name: 'gone-1', seen_at: NOW.toISOString(), present: false }
const keys = (server: Server) => troublesOf(server, NOW).map(([key]) => key)

test('a server that is well troubles nobody', () => {
  expect(keys(WELL)).toEqual([])
})

test('each trouble is told, and none twice', () => {
  expect(keys({ ...WELL, workers: [] })).toEqual(['trouble_no_worker'])
  expect(keys({ ...WELL, workers: [gone] })).toEqual(['trouble_no_worker'])
  expect(troublesOf({ ...WELL, workers: [...WELL.workers, gone] }, NOW)).toEqual([
    ['trouble_missing', { count: 1 }],
  ])
  expect(keys({ ...WELL, nearly_full: true, current: false })).toEqual(['trouble_tables', 'trouble_disk'])
  expect(keys({ ...WELL, backed_up_at: null })).toEqual(['trouble_no_backup'])
  expect(keys({ ...WELL, backed_up_at: '2026-11-18T12:00:00Z' })).toEqual(['trouble_backup'])
})
