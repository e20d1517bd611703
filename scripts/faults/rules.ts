import { ALL_RULES as CLOUD_RULES } from '@tillbridge/core/ingest/rules';
import { ALL_RULES as AGENT_RULES } from '@tillbridge/edge-agent/delivery/rules';
import type { Kind } from './kinds.ts';

/** Every rule of custody that can be switched off, on either side. */
export const RULES: readonly string[] = [...Object.keys(AGENT_RULES), ...Object.keys(CLOUD_RULES)];

export function isAgentRule(rule: string): boolean {
  return Object.hasOwn(AGENT_RULES, rule);
}

/** Faults that bring out what a rule is for; a rule that is not named here would be sought with every kind. */
export const AIMED_AT: Readonly<Record<string, readonly Kind[]>> = {
  fullSync: ['power-lost'],
  ballast: ['disk-full'],
  believeOwnHashOnly: ['journal-restored-bare'],
  nameEveryEpoch: ['cloud-restored', 'cloud-restored-silently'],
  tailOfLeftEpochs: ['disk-cloned'],
  hashBeforeSend: ['journal-edited'],
  hashBeforePrune: ['journal-edited'],
  declareLost: ['pruned-then-restored'],
  witness: ['journal-restored'],
  startNumber: ['disk-cloned', 'open-late', 'agent-killed-sending'],
  lockStream: ['disk-cloned'],
  dedupe: ['answer-lost'],
  returnedRowsOnly: ['answer-lost', 'request-twice'],
  everyLink: ['line-altered'],
  compareOverlap: ['disk-cloned'],
  createUnknownEpoch: ['answer-lost'],
  openOnlyCompares: ['open-late'],
  startDecides: ['open-late'],
  quarantineLookup: ['redrive-of-clone'],
  redriveCompareAndSet: ['redrive-during-restore'],
  lostCoversExactly: ['fact-refused'],
  tailOnce: ['redrive-of-clone', 'disk-cloned'],
  frontFirst: ['restored-under-tail'],
  incarnationCheck: ['cloud-restored'],
  poisonAdvances: ['poison'],
  sumsExact: ['poison'],
};
