import type { Values } from '../../i18n/texts'
import { ago } from '../../i18n/times'
import type { Server } from './queries'

const OLD_BACKUP = 7 * 86_400_000 // milliseconds; a week of films is what people would miss

export type Trouble =
  | 'trouble_no_worker'
  | 'trouble_missing'
  | 'trouble_disk'
  | 'trouble_tables'
  | 'trouble_backup'
  | 'trouble_no_backup'

/** What somebody should see to, the most urgent first. */
export function troublesOf(server: Server, now: Date): [Trouble, Values][] {
  const missing = server.workers.filter(worker => !worker.present).length
  const found: [Trouble, Values][] = []
  if (!server.current) found.push(['trouble_tables', {}])
  if (!server.workers.some(worker => worker.present)) found.push(['trouble_no_worker', {}])
  else if (missing > 0) found.push(['trouble_missing', { count: missing }])
  if (server.nearly_full) found.push(['trouble_disk', {}])
  if (server.backed_up_at === null) found.push(['trouble_no_backup', {}])
  else if (now.getTime() - new Date(server.backed_up_at).getTime() > OLD_BACKUP)
    found.push(['trouble_backup', { when: ago(server.backed_up_at, now) }])
  return found
}
