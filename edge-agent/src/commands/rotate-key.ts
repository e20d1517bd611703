import { KeyMadeSchema } from '@tillbridge/shared/agent-keys';
import { Fault } from '@tillbridge/shared/faults/fault';
import { question } from '../delivery/ask-cloud.ts';
import type { AskAgain } from './send-bundle.ts';

const askRotation = question(KeyMadeSchema);

/**
 * Asks for another key with the present one and keeps it. The present one lives on until the new one was used, so that a
 * power cut between the two lines, or a lost answer, locks nobody out. Throws `command.failed`.
 */
export async function rotateKey(ask: AskAgain, keep: (key: string) => void): Promise<void> {
  const answer = await ask(askRotation, { method: 'POST', path: '/v1/agent/key/rotate' });
  if ('refused' in answer) throw new Fault('command.failed');
  keep(answer.value.key);
}
