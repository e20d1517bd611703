import { Fault } from '@tillbridge/shared/faults/fault';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

const PATIENCE_MS = 20_000;

/** Where a question goes. */
export interface CloudAddress {
  readonly fetch: typeof fetch;
  readonly cloud: string;
}

/**
 * One question to the cloud, for a command that a person waits for. Throws `edge.cloud-unreachable` and whatever code the
 * cloud refuses with.
 */
export async function askOnce<T extends TSchema>(
  to: CloudAddress,
  schema: T,
  path: string,
  body?: object,
): Promise<Static<T>> {
  const url = `${to.cloud.replace(/\/+$/, '')}${path}`;
  const sent =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const { status, text } = await fetched(to, url, sent);
  const answer = parse(text);
  if (status === 200 || status === 201) {
    if (Value.Check(schema, answer)) return answer;
    throw new Fault('edge.cloud-unreachable', { url, because: 'something else than Tillbridge answered' });
  }
  const refusal = typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : undefined;
  throw refusal === undefined
    ? new Fault('edge.cloud-unreachable', { url, because: `it answered ${status}` })
    : new Fault(refusal);
}

async function fetched(to: CloudAddress, url: string, sent: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await to.fetch(url, { ...sent, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Fault('edge.cloud-unreachable', { url, because: cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
