import { ARCHIVE_LOCK, alone } from '../upkeep/alone.ts';
import { type Archived, type ArchiveTools, archiveMonth } from './archive-month.ts';
import { doArchiveWishes } from './archive-wishes.ts';
import { dueMonths } from './due-months.ts';

/** Archives every month that is due. One that cannot be keeps no other from it. Answers how each ended. */
export async function archiveDueMonths(
  tools: ArchiveTools,
  onlineMonths: number,
  onFailure: (month: string, error: unknown) => void,
): Promise<ReadonlyMap<string, Archived | 'failed'>> {
  const ended = new Map<string, Archived | 'failed'>();
  for (const month of await dueMonths(tools.db, new Date(), onlineMonths)) {
    try {
      ended.set(month, await archiveMonth(tools, month));
    } catch (error) {
      onFailure(month, error);
      ended.set(month, 'failed');
    }
  }
  return ended;
}

/** What people asked for. Nothing while another process is at the archive: it is asked again in a minute. */
export async function archiveWishes(tools: ArchiveTools, onlineMonths: number): Promise<number> {
  return (await alone(tools.db, ARCHIVE_LOCK, () => doArchiveWishes(tools, onlineMonths))) ?? 0;
}
