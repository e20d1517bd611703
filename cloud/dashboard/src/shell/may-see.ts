import { DAILY, MANAGED } from './entries.ts';

/**
 * Whether the entry that leads to an address is shown to somebody with these permissions. Of an address without an entry the
 * API alone knows.
 */
export function maySee(here: string, permissions: readonly string[]): boolean {
  const [path] = here.split('?');
  const needs = [...DAILY, ...MANAGED].find(({ href }) => href === path)?.needs;
  return needs === undefined || permissions.includes(needs);
}
