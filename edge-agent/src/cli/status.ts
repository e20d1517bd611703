import { readFileSync } from 'node:fs';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Home } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import type { AgentStatus } from '../status.ts';

const PATIENCE_MS = 3_000;

/** Asks the agent that runs on this home. Throws `edge.not-running` when none answers. */
export async function askStatus(home: Home, port: number | undefined, fetched: typeof fetch): Promise<AgentStatus> {
  const config = readConfig(home.config);
  const url = `http://127.0.0.1:${port ?? config.localApi.port}/v1/status`;
  const authorization = `Bearer ${readFileSync(home.localToken, 'utf8').trim()}`;
  const response = await fetched(url, { headers: { authorization }, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    () => undefined,
  );
  if (response === undefined || !response.ok) throw new Fault('edge.not-running', { url });
  return (await response.json()) as AgentStatus;
}

const DISK_WORDS = {
  ok: '',
  low: ', disk nearly full',
  full: ', DISK FULL: recording goes on in what was held back',
  stopped: ', DISK FULL: nothing more can be recorded',
} as const;
const MEGABYTE = 1_000_000;

function diskWords({ state, since, freeBytes }: AgentStatus['journal']['disk']): string {
  if (state === 'ok') return '';
  return `${DISK_WORDS[state]} (since ${since}, ${Math.floor(freeBytes / MEGABYTE)} MB free)`;
}

/** The status as a person reads it. */
export function statusText(status: AgentStatus): string {
  const { journal, delivery } = status;
  const machines = status.machines.map((machine) => {
    if (machine.retired === true) return `machine   ${machine.name}: OUT OF SERVICE, taken out by the office`;
    const faults = machine.faults.map((fault) => `${fault.code}${fault.unit === undefined ? '' : ` (${fault.unit})`}`);
    const doing =
      machine.running === undefined
        ? ''
        : `, ${machine.running.kind} of ${machine.running.amountMinor} since ${machine.running.since}`;
    return `machine   ${machine.name}: ${machine.state} since ${machine.since}${doing}${faults.length === 0 ? '' : ` - ${faults.join(', ')}`}`;
  });
  return [
    `shop      ${status.shop.name}`,
    `agent     ${status.agent}, ${status.software}`,
    ...machines,
    `journal   ${journal.last} facts in this epoch, ${journal.pending} waiting${diskWords(journal.disk)}`,
    `delivery  ${delivery.link} since ${delivery.since}, last receipt ${delivery.lastReceiptAt ?? 'none yet'}`,
    `clock     ${status.clockOk ? 'agrees with the cloud as far as known' : 'WRONG'}`,
    '',
  ].join('\n');
}
