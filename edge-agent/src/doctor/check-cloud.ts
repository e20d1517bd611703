import { sign } from 'node:crypto';
import { AgentNonceAnswerSchema } from '@tillbridge/shared/sync';
import { Value } from 'typebox/value';
import { CLOCK_OFFSET_MAX_MS } from '../counter/clock-watch.ts';
import { type Finding, fault, note, ok, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

const PATIENCE_MS = 10_000;
/** The Date of an answer has whole seconds: on average the cloud is half a second further. */
const DATE_ROUNDING_MS = 500;
/** Below this a clock is called right. */
const CLOCK_EXACT_MS = 2_000;
const TLS_FAILURE = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH)/;

type Heard =
  | { readonly status: number; readonly body: unknown; readonly offsetMs: number | undefined }
  | { readonly failed: string };

/** Line, TLS, clock and key, in that order: each stands on the one before. */
export async function checkCloud(patient: Patient): Promise<readonly Finding[]> {
  const { config } = patient;
  if (config === undefined) return [skipped('cloud'), skipped('clock'), skipped('key')];
  const origin = config.cloud.replace(/\/+$/, '');
  const heard = await ask(patient, `${origin}/v1/agent/nonce`);
  if ('failed' in heard) {
    const code = TLS_FAILURE.test(heard.failed) ? 'doctor.tls' : 'doctor.cloud-unreachable';
    return [fault('cloud', code, origin, heard.failed), skipped('clock'), skipped('key')];
  }
  const clock = checkClock(heard.offsetMs);
  if (heard.status >= 500) {
    return [fault('cloud', 'doctor.cloud-unreachable', origin, `HTTP ${heard.status}`), clock, skipped('key')];
  }
  if (heard.status !== 200 || !Value.Check(AgentNonceAnswerSchema, heard.body)) {
    return [fault('cloud', 'doctor.cloud-other', origin, `HTTP ${heard.status}`), skipped('clock'), skipped('key')];
  }
  return [ok('cloud', origin), clock, await checkKey(patient, origin, heard.body.nonce)];
}

/** `offsetMs`: clock of this PC minus clock of the cloud. */
export function checkClock(offsetMs: number | undefined): Finding {
  if (offsetMs === undefined) return skipped('clock');
  const away = `${offsetMs > 0 ? '+' : '-'}${duration(Math.abs(offsetMs))}`;
  if (Math.abs(offsetMs) > CLOCK_OFFSET_MAX_MS) return fault('clock', 'doctor.clock-off', away);
  return Math.abs(offsetMs) <= CLOCK_EXACT_MS ? ok('clock', '±0 s') : note('clock', away);
}

async function checkKey(patient: Patient, origin: string, nonce: string): Promise<Finding> {
  const { secrets } = patient;
  if (secrets === undefined) return skipped('key');
  const { agentKey: key, privateKey } = secrets;
  const signature = sign(null, Buffer.from(`${nonce}.${key}`, 'utf8'), privateKey).toString('base64url');
  const heard = await ask(patient, `${origin}/v1/agent/token`, { key, nonce, signature });
  if ('failed' in heard) return fault('key', 'doctor.cloud-unreachable', heard.failed);
  if (heard.status === 200 || heard.status === 201) return ok('key', publicPart(key));
  const code = codeIn(heard.body);
  switch (code) {
    case 'agent.unconfirmed':
      return fault('key', 'doctor.unconfirmed', publicPart(key));
    case 'agent.signature':
      return fault('key', 'doctor.key-mismatch', publicPart(key));
    case 'api.throttled':
      return skipped('key', code);
    default:
      return heard.status < 500
        ? fault('key', 'doctor.key-refused', publicPart(key), code ?? `HTTP ${heard.status}`)
        : fault('key', 'doctor.cloud-unreachable', `HTTP ${heard.status}`);
  }
}

async function ask({ fetch: fetched, clock }: Patient, url: string, body?: object): Promise<Heard> {
  const sent =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const before = clock.nowMs();
  try {
    const response = await fetched(url, { ...sent, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    const middle = (before + clock.nowMs()) / 2;
    const date = Date.parse(response.headers.get('date') ?? '');
    const offsetMs = Number.isNaN(date) ? undefined : Math.round(middle - date - DATE_ROUNDING_MS);
    return { status: response.status, body: parse(await response.text()), offsetMs };
  } catch (error) {
    return { failed: reasonOf(error) };
  }
}

/** The name of the failure, never its text: a proxy's text can hold anything. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeIn(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined;
}

/** Kind and public id of a key: `tb_live_ab12cd34`. */
function publicPart(key: string): string {
  return /^tb_[a-z]+_[0-9A-Za-z]{8}(?=_)/.exec(key)?.[0] ?? 'tb_…';
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}
