import { BUNDLE_BYTES_MAX, BUNDLE_CHUNK_BYTES_MAX, BundleHeldSchema } from '@tillbridge/shared/agent-commands';
import { Fault } from '@tillbridge/shared/faults/fault';
import { type Answer, type CloudLine, type CloudRequest, question } from '../delivery/ask-cloud.ts';

/** One question to the cloud with the token of this agent. */
export type AskAgain = <T>(
  asked: (line: CloudLine, request: CloudRequest) => Promise<Answer<T>>,
  request: CloudRequest,
) => Promise<Answer<T>>;

const askHeld = question(BundleHeldSchema);
/** A line that fails so often in a row is away; the command is then answered as failed and can be asked for again. */
const FAILURES_MAX = 5;

/** Sends a bundle in pieces, from where the cloud holds it. Throws `command.too-large` and `command.failed`. */
export async function sendBundle(ask: AskAgain, command: string, bytes: Uint8Array): Promise<void> {
  if (bytes.length > BUNDLE_BYTES_MAX) throw new Fault('command.too-large');
  let failures = 0;
  for (let offset = 0; offset < bytes.length; ) {
    const piece = Buffer.from(bytes.subarray(offset, offset + BUNDLE_CHUNK_BYTES_MAX)).toString('base64');
    const body = JSON.stringify({ totalBytes: bytes.length, offset, bytes: piece });
    const path = `/v1/agent/commands/${command}/bundle`;
    const answer = await ask(askHeld, { method: 'POST', path, body });
    if ('value' in answer) {
      offset = answer.value.heldTo;
      failures = 0;
    } else {
      failures += 1;
      const { refused } = answer;
      const forGood = 'status' in refused && [403, 404, 409, 413].includes(refused.status);
      if (forGood || failures >= FAILURES_MAX) throw new Fault('command.failed');
    }
  }
}
