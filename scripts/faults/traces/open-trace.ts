import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { CloudView } from '../oracle/cloud-view.ts';
import { openTraceCloud, type TraceCloud } from './trace-cloud.ts';
import { openTracePc, type TracePc } from './trace-pc.ts';

/** A cloud for each test, and as many PCs as it asks for. */
export interface Trace {
  readonly cloud: TraceCloud;
  /** A PC with an empty disk. */
  pc(): TracePc;
  /** A second PC from a copy of the first one's disk. */
  clone(of: TracePc): TracePc;
}

export function openTrace(): Trace {
  let cloud: TraceCloud | undefined;
  const pcs: TracePc[] = [];
  const kept = (pc: TracePc): TracePc => {
    pcs.push(pc);
    return pc;
  };
  const current = (): TraceCloud => {
    if (cloud === undefined) throw new Error('no test is running');
    return cloud;
  };
  beforeEach(async () => {
    cloud = await openTraceCloud();
  });
  afterEach(async () => {
    for (const pc of pcs.splice(0)) {
      await pc.close();
      rmSync(dirname(pc.dir), { recursive: true, force: true });
    }
    await cloud?.close();
  });
  return {
    get cloud() {
      return current();
    },
    pc: () => kept(openTracePc(current())),
    clone: (of) => kept(of.cloneTo()),
  };
}

/** How often these bytes are applied, and how often they wait in quarantine. */
export function custodyOf(view: CloudView, hash: string): { applied: number; pending: number } {
  return {
    applied: view.facts.filter((fact) => fact.hash === hash).length,
    pending: view.quarantine.filter((row) => row.rawHash === hash && row.state === 'pending').length,
  };
}

export const ONCE = { applied: 1, pending: 0 };
export const NOWHERE = { applied: 0, pending: 0 };
export const ASIDE = { applied: 0, pending: 1 };
