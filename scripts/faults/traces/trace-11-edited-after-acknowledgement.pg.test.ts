import type { CloudRules } from '@tillbridge/core/ingest/rules';
import type { AgentRules } from '@tillbridge/edge-agent/delivery/rules';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../oracle/cloud-view.ts';
import { editRow } from '../oracle/journal-view.ts';
import { custodyOf, NOWHERE, openTrace } from './open-trace.ts';

const MONTHS_LATER_MS = 100 * 86_400_000;

describe('trace 11: an acknowledged fact is edited on the PC', () => {
  const trace = openTrace();

  /** f1 acknowledged; the process runs on; somebody changes the amount in the file. */
  async function acknowledgedAndEdited(without: Partial<AgentRules>) {
    const backup = await trace.cloud.backUp();
    const pc = trace.pc();
    pc.open(without);
    const f1 = pc.sell();
    pc.connect();
    await pc.settle();
    await pc.pauseDelivery();
    const raw = pc.journal.linesFrom(f1.epoch, 1, 1)[0]?.bytes;
    const forged = Buffer.from(raw?.toString('utf8').replace('"clockOk":true', '"clockOk":false') ?? '');
    editRow(pc.dir, f1.epoch, 1, forged);
    return { pc, backup, f1, forged: sha256(forged) };
  }

  async function restoredAndSent(without: Partial<AgentRules>, cloudWithout: Partial<CloudRules>) {
    const edited = await acknowledgedAndEdited(without);
    await trace.cloud.restore(edited.backup);
    trace.cloud.rules(cloudWithout);
    edited.pc.sell();
    edited.pc.connect();
    await edited.pc.settle();
    return edited;
  }

  it('the cloud is restored, the agent goes back, and the edited bytes go nowhere but into quarantine', async () => {
    const { pc, forged } = await restoredAndSent({}, {});
    expect(custodyOf(await trace.cloud.look(), forged)).toEqual({ applied: 0, pending: 1 });
    expect(pc.journal.epochs()).toHaveLength(2);
  });

  it('an agent that does not look is caught by the links of the cloud', async () => {
    const { forged } = await restoredAndSent({ hashBeforeSend: false }, {});
    expect(custodyOf(await trace.cloud.look(), forged).applied).toBe(0);
  });

  it('taken out on both sides: the edited bytes are applied', async () => {
    const { forged } = await restoredAndSent({ hashBeforeSend: false }, { everyLink: false });
    expect(custodyOf(await trace.cloud.look(), forged).applied).toBe(1);
  });

  it('an edited line is not pruned: the epoch is left and the line travels as damaged', async () => {
    const { pc, f1 } = await acknowledgedAndEdited({});
    pc.journal.tend(Date.now() + MONTHS_LATER_MS);
    expect(pc.journal.live().epoch).not.toBe(f1.epoch);
    expect(pc.journal.linesFrom(f1.epoch, 1, 1)[0]?.bytes).not.toBeNull();
  });

  it('taken out: the edit is forgotten with the bytes, and nobody ever knows', async () => {
    const { pc, f1, forged } = await acknowledgedAndEdited({ hashBeforePrune: false });
    pc.journal.tend(Date.now() + MONTHS_LATER_MS);
    expect(pc.journal.linesFrom(f1.epoch, 1, 1)).toMatchObject([{ bytes: null }]);
    expect(custodyOf(await trace.cloud.look(), forged)).toEqual(NOWHERE);
  });
});
