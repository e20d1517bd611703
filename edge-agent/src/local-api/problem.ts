import { faultEntry } from '@tillbridge/shared/faults';
import { Fault } from '@tillbridge/shared/faults/fault';

/** RFC 9457 document; `code` is a row of the faults table. */
export interface Problem {
  readonly type: 'about:blank';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields?: readonly string[];
  readonly machines?: unknown;
  /** The right that is missing. */
  readonly permission?: string;
  readonly retryAfterMs?: number;
  /** Nearest amounts that the machine could pay. */
  readonly belowMinor?: number;
  readonly aboveMinor?: number;
}

/** Any error as the document a till gets. An error that has no code is a bug, and says nothing about itself. */
export function problemOf(error: unknown): Problem {
  const fault = asFault(error);
  const entry = faultEntry(fault.code);
  const { fields, machines, permission, retryAfterMs, belowMinor, aboveMinor } = fault.extra;
  return {
    type: 'about:blank',
    status: entry?.status ?? 500,
    code: fault.code,
    title: entry?.meaning.en ?? 'Something failed.',
    detail: entry?.remedy.en ?? 'Look into the log of the agent.',
    ...(Array.isArray(fields) ? { fields } : {}),
    ...(machines === undefined ? {} : { machines }),
    ...(typeof permission === 'string' ? { permission } : {}),
    ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
    ...(typeof belowMinor === 'number' ? { belowMinor } : {}),
    ...(typeof aboveMinor === 'number' ? { aboveMinor } : {}),
  };
}

/** Errors of the HTTP library carry a status of their own; the rest are bugs. */
function asFault(error: unknown): Fault {
  if (error instanceof Fault) return faultEntry(error.code) === undefined ? new Fault('api.broken') : error;
  const { statusCode, validation } = error as {
    statusCode?: unknown;
    validation?: readonly { instancePath: string; message?: string }[];
  };
  if (Array.isArray(validation)) {
    return new Fault('api.invalid', {
      fields: validation.map((each) => `${each.instancePath || 'body'} ${each.message ?? ''}`.trim()),
    });
  }
  switch (statusCode) {
    case 400:
      return new Fault('api.invalid');
    case 413:
      return new Fault('api.too-large');
    case 415:
      return new Fault('api.media-type');
    default:
      return new Fault('api.broken');
  }
}
