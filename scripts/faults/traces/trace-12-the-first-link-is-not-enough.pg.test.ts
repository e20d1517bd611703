import { gunzipSync, gzipSync } from 'node:zlib';
import type { CloudRules } from '@tillbridge/core/ingest/rules';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../oracle/cloud-view.ts';
import { custodyOf, ONCE, openTrace } from './open-trace.ts';
import { CALLER } from './trace-cloud.ts';

describe('trace 12: line 1 of a batch is altered, line 2 is as it was', () => {
  const trace = openTrace();

  async function altered(without: Partial<CloudRules>) {
    trace.cloud.rules(without);
    const pc = trace.pc();
    pc.open();
    const facts = [pc.sell(), pc.sell(), pc.sell()];
    pc.connect();
    await (await pc.asks('open')).pass();
    const batch = await pc.asks('batch');
    const lines = gunzipSync(Buffer.from(batch.body)).toString('utf8').split('\n');
    const forged = (lines[1] ?? '').replace('"clockOk":true', '"clockOk":false');
    lines[1] = forged;
    const answer = await trace.cloud.serve(CALLER, batch.path, gzipSync(lines.join('\n')));
    return { pc, batch, facts, answer, forged: sha256(forged) };
  }

  it('the second link shows it: nothing of the batch is applied, and the true lines follow', async () => {
    const { pc, batch, facts, answer, forged } = await altered({});
    expect(answer).toMatchObject({ status: 409 });
    batch.answerWith(answer);
    await pc.settle();
    const view = await trace.cloud.look();
    expect(custodyOf(view, forged)).toEqual({ applied: 0, pending: 1 });
    for (const fact of facts) expect(custodyOf(view, fact.hash)).toEqual(ONCE);
  });

  it('taken out: where only the first link is checked the altered line is applied', async () => {
    const { answer, forged } = await altered({ everyLink: false });
    expect(answer).toMatchObject({ status: 200 });
    expect(custodyOf(await trace.cloud.look(), forged).applied).toBe(1);
  });
});
