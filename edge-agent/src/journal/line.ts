import { canonical } from '@tillbridge/shared/canonical';
import type { EpochHeader } from '@tillbridge/shared/fact';

export interface LineParts {
  readonly agent: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly id: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly businessDate: string;
  readonly boot: string;
  readonly ms: number;
  readonly clockOk: boolean;
  readonly body: unknown;
  readonly prev: string;
}

/**
 * RFC 8785 text of a fact. The envelope has a fixed shape and plain values, so it is written out in key order;
 * only the body goes through the general writer.
 */
export function writeLine(parts: LineParts): string {
  return (
    `{"agent":"${parts.agent}","body":${canonical(parts.body)},"businessDate":"${parts.businessDate}"` +
    `,"clockOk":${parts.clockOk},"epoch":"${parts.epoch}","id":"${parts.id}","kind":"${parts.kind}"` +
    `,"mono":{"boot":"${parts.boot}","ms":${parts.ms}},"occurredAt":"${parts.occurredAt}"` +
    `,"prev":"${parts.prev}","sequence":${parts.sequence},"v":1}`
  );
}

/** RFC 8785 text of an epoch's header; its hash is the `prev` of sequence 1. */
export function writeHeader(header: EpochHeader): string {
  return canonical(header);
}

/** What the end of a line says; canonical order puts all of it behind the body. */
export interface LineEnding {
  readonly kind: string;
  readonly occurredAt: string;
  readonly prev: string;
  readonly sequence: number;
}

const ENDING_BYTES_MAX = 400;
const ENDING =
  /"kind":"([a-z._]+)","mono":\{"boot":"[0-9a-f]{32}","ms":\d+\},"occurredAt":"([^"]+)","prev":"([0-9a-f]{64})","sequence":(\d+),"v":\d+\}$/;

/** Reads the end of a line without parsing its body. Undefined where it does not look like a line of ours. */
export function readEnding(bytes: Buffer): LineEnding | undefined {
  const found = ENDING.exec(bytes.toString('latin1', Math.max(0, bytes.length - ENDING_BYTES_MAX), bytes.length));
  const [, kind, occurredAt, prev, sequence] = found ?? [];
  if (kind === undefined || occurredAt === undefined || prev === undefined || sequence === undefined) return undefined;
  return { kind, occurredAt, prev, sequence: Number(sequence) };
}
