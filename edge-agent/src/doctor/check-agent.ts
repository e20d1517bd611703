import { createServer } from 'node:net';
import { journalIsHeld } from '../journal/inspect-journal.ts';
import { type Finding, fault, note, ok, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

/** Whether an agent runs on this home already, and whether it is the installed one. */
export function checkAgent({ home, config, status, software }: Patient): Finding {
  if (config === undefined) return skipped('agent');
  if (status === undefined) {
    if (journalIsHeld(home.journal)) return fault('agent', 'doctor.agent-stuck', home.journal);
    return note('agent', 'not running');
  }
  if (status.software !== software) return fault('agent', 'doctor.other-version', status.software, software);
  return ok('agent', 'running', status.software);
}

/** The port that tills call: the running agent has it, or it is free for the next one. */
export async function checkLocalApi({ config, status }: Patient): Promise<Finding> {
  if (config === undefined) return skipped('local-api');
  const { port } = config.localApi;
  const at = `127.0.0.1:${port}`;
  if (status !== undefined || port === 0) return ok('local-api', at);
  return (await isFree(port)) ? ok('local-api', at) : fault('local-api', 'doctor.local-port-taken', at);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}
