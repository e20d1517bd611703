import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND_KINDS } from '@tillbridge/shared/agent-commands';
import { KEY_SCOPES } from '@tillbridge/shared/agent-keys';
import { FACT_KINDS } from '@tillbridge/shared/fact';
import { FAULTS } from '@tillbridge/shared/faults';
import { PERMISSIONS } from '@tillbridge/shared/permissions';
import { AnomalyRecordSchema } from '@tillbridge/shared/reads-anomalies';
import { CaseRecordSchema } from '@tillbridge/shared/reads-cases';
import { CustodyRecordSchema } from '@tillbridge/shared/reads-collections';
import { describe, expect, it } from 'vitest';
import { wordsOf } from './words-of.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const ROOMS = ['cloud/core/src', 'cloud/api/src', 'cloud/worker/src', 'migrations/cloud'];
const WRITES_AUDIT = /appendAudit|append_audit|recordRefusal|noteChannel|AuditEntry|\baction:/;
const NO_ACTIONS = new Set<string>([
  ...Object.keys(FAULTS),
  ...PERMISSIONS,
  ...FACT_KINDS,
  ...COMMAND_KINDS,
  ...KEY_SCOPES,
]);
/** Settings of a transaction, the schema, and the two sides of a change in a detail. */
const NO_MATTER = /^(app|before|after|public)\./;

/** Matters whose verb is what somebody recorded, and all that can be. */
const RECORDED: Readonly<Record<string, readonly string[]>> = {
  anomaly: AnomalyRecordSchema.properties.what.enum,
  case: CaseRecordSchema.properties.what.enum,
  collection: CustodyRecordSchema.properties.what.enum,
};

/** Every `matter.verb` that a file which writes to the trail holds as a literal, or makes of what was recorded. */
function actionsInSource(): string[] {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|sql)$/.test(file) && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(ROOT, room, file), 'utf8')),
  );
  const writing = files.filter((text) => WRITES_AUDIT.test(text));
  const elsewhere = writing.flatMap(literalsIn).filter((one) => !NO_ACTIONS.has(one) && !NO_MATTER.test(one));
  // On the very line of an action even the code of a fault is one: a fork is both.
  const named = writing
    .flatMap((text) => text.split('\n').filter((line) => /\baction:/.test(line)))
    .flatMap(literalsIn);
  const recorded = writing
    .flatMap((text) => [...text.matchAll(/\baction: `([a-z-]+)\.\$\{/g)].map((match) => match[1] ?? ''))
    .flatMap((matter) => (RECORDED[matter] ?? ['…']).map((what) => `${matter}.${what}`));
  return [...new Set([...elsewhere, ...named, ...recorded])].sort();
}

function literalsIn(text: string): string[] {
  return [...text.matchAll(/'([a-z][a-z_-]+\.[a-z][a-z_-]+)'/g)].map((match) => match[1] ?? '');
}

function find(tree: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((here, step) => (Object(here) as Record<string, unknown>)[step], tree);
}

describe('what the trail says', () => {
  const actions = actionsInSource();

  it('finds the actions that are written today', () => {
    expect(actions).toEqual(
      expect.arrayContaining(['session.started', 'session.refresh_replayed', 'sync.lost', 'sync.fork']),
    );
    expect(actions).toEqual(expect.arrayContaining(['employee.disabled', 'demo.finished', 'permission.refused']));
    expect(actions).toEqual(expect.arrayContaining(['case.woken', 'collection.handed_over']));
  });

  it.each(['en', 'th'] as const)('has words in %s for every action and for its matter', (language) => {
    const { messages } = wordsOf(language);
    const silent = actions.filter((action) => typeof find(messages.auditAction, action) !== 'string');
    const matters = [...new Set(actions.map((action) => action.split('.', 1)[0] ?? ''))];
    expect(silent, 'add them to words/en/audit.json and words/th/audit.json').toEqual([]);
    expect(matters.filter((matter) => typeof find(messages.auditMatter, matter) !== 'string')).toEqual([]);
  });
});
