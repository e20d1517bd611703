import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Home } from '../config/home.ts';
import type { ServicePlan } from './plan.ts';

/** Groups of serial ports on Debian, and on Arch. */
const PORT_GROUPS = ['dialout', 'uucp'] as const;

/**
 * The plan of a service for a home: it runs as the owner of the folder unless an account is named. Throws
 * `edge.not-paired` for a folder that is not there, and `service.root` for one that belongs to root.
 */
export function makePlan(home: Home, program: readonly [string, string], user: string | undefined): ServicePlan {
  const owner = statSync(home.config, { throwIfNoEntry: false })?.uid;
  if (owner === undefined) throw new Fault('edge.not-paired', { path: home.config });
  const account = user ?? namesIn('/etc/passwd').find(([, id]) => id === String(owner))?.[0] ?? String(owner);
  if (user === undefined && owner === 0) throw new Fault('service.root', { home: home.dir });
  const known = namesIn('/etc/group').map(([name]) => name);
  const groups = PORT_GROUPS.filter((group) => known.includes(group));
  return { program, home: resolve(home.dir), user: account, groups };
}

/** Name and number of each line of `passwd` or `group`. */
function namesIn(path: string): readonly (readonly [string, string])[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.map((line) => line.split(':')).map((words) => [words[0] ?? '', words[2] ?? ''] as const);
  } catch {
    return [];
  }
}
