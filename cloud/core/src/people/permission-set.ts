import type { Permission } from '@tillbridge/shared/permissions';

/** More kinds of rights than an installation has roles, seen through one another. */
const KINDS_MAX = 1_000;
const known = new Map<string, ReadonlySet<Permission>>();

/** One set for all who may do the same: every request asks for one, and thousands of open windows keep theirs. */
export function permissionSet(names: readonly string[]): ReadonlySet<Permission> {
  const key = names.join(' ');
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  if (known.size >= KINDS_MAX) known.clear();
  // Copied as characters of their own: a name cut from the text of a row keeps the whole text.
  const set = new Set(key.split(' ').filter((name) => name !== '')) as ReadonlySet<string> as ReadonlySet<Permission>;
  known.set(key, set);
  return set;
}
