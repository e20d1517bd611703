import { versions } from 'node:process';
import { SOFTWARE_VERSION } from '../cli/software.ts';
import { JOURNAL_VERSION } from '../journal/migrations.ts';
import type { Ground } from './judge-manifest.ts';
import { platformHere } from './platform.ts';

/** What this program on this PC is, as far as a release must fit it. */
export function groundHere(channel: string): Omit<Ground, 'root' | 'highest' | 'nowMs'> {
  return {
    channel,
    platform: platformHere(),
    agent: SOFTWARE_VERSION,
    node: versions.node,
    journalVersion: JOURNAL_VERSION.version,
  };
}
