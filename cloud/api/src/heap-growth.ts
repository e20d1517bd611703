import { setFlagsFromString } from 'node:v8';

/**
 * How far objects that have lived a while may grow before they are collected again, in percent of what the last
 * collection left. V8 alone lets a small heap grow to a multiple first: five thousand dashboards that open at once then
 * leave more litter of their requests behind than they need themselves, and the process keeps the room it took.
 * `npm run bench -- --only live` shows the memory of each, `--only ingest-500` that collecting more often costs no facts.
 */
export const HEAP_GROWTH_FLAG = '--heap-growing-percent=100';

/** To be called before the heap grows. V8 reads it at every collection, so it needs no switch on the command line. */
export function boundHeapGrowth(): void {
  setFlagsFromString(HEAP_GROWTH_FLAG);
}
