import { ALL_RULES as CLOUD_RULES } from '@tillbridge/core/ingest/rules';
import { ALL_RULES as AGENT_RULES } from '@tillbridge/edge-agent/delivery/rules';
import type { Kind } from './kinds.ts';

/** Where a rule lives in a function of the database, which nothing may switch off: what is taken out of its text for a run. */
export const DATABASE_RULES: Readonly<
  Record<string, readonly (readonly [name: string, text: string, without: string])[]>
> = {
  mendByHash: [
    ['mend_fact', 'where sha256(c.raw) = any (proven)', 'where proven is not null'],
    [
      'put_back',
      'hash_named_after(p_org, p_agent, p_epoch, p_place, p_lines_max) <> sha256(p_given)',
      'p_given is null',
    ],
  ],
};

/** Every rule of custody that can be switched off, on either side or between them. */
export const RULES: readonly string[] = [
  ...Object.keys(AGENT_RULES),
  ...Object.keys(CLOUD_RULES),
  ...Object.keys(DATABASE_RULES),
];

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
  mendByHash: ['again-altered'],
};
