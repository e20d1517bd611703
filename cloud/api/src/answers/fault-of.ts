import { isDatabaseAway } from '@tillbridge/core/db/database-away';
import { isUnstorableText } from '@tillbridge/core/db/unstorable-text';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Problem } from '@tillbridge/shared/reads';
import type { FastifyError } from 'fastify';

/** What an error becomes for the caller. `bug` is logged as an error; the rest is expected. */
export interface Verdict {
  readonly code: string;
  readonly status?: number;
  readonly detail?: string;
  readonly errors?: Problem['errors'];
  readonly retryAfterMs?: number;
  readonly bug: boolean;
}

const DATABASE_BACK_MS = 2_000;

const BY_FASTIFY_CODE: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'api.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'api.media-type',
  FST_ERR_NOT_FOUND: 'api.not-found',
};

/** Every error there is, put under a code of the table. */
export function faultOf(error: unknown): Verdict {
  if (error instanceof Fault) return ofFault(error);
  if (isDatabaseAway(error)) return { code: 'api.unavailable', retryAfterMs: DATABASE_BACK_MS, bug: false };
  if (isUnstorableText(error)) return { code: 'api.invalid', detail: 'a character that cannot be stored', bug: false };
  if (!(error instanceof Error)) return { code: 'api.broken', bug: true };
  const { code, statusCode, validation, validationContext } = error as Partial<FastifyError>;
  // An id that cannot be one names nothing: the same answer as an id that is not there.
  if (validation !== undefined && validationContext === 'params') return { code: 'api.not-found', bug: false };
  if (validation !== undefined) {
    const errors = validation.map((one) => ({
      path: `${validationContext ?? ''}${one.instancePath}`,
      message: one.message ?? 'invalid',
    }));
    return { code: 'api.invalid', errors, bug: false };
  }
  const known = code === undefined ? undefined : BY_FASTIFY_CODE[code];
  if (known !== undefined) return { code: known, bug: false };
  if (code?.startsWith('FST_REPLY_FROM_') === true || isUpstreamAway(code))
    return { code: 'api.unavailable', bug: false };
  if (statusCode === 413) return { code: 'api.too-large', bug: false };
  if (statusCode === 415) return { code: 'api.media-type', bug: false };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { code: 'api.invalid', bug: false };
  return { code: 'api.broken', bug: true };
}

function ofFault({ code, extra }: Fault): Verdict {
  const { detail, errors, retryAfterMs } = extra;
  return {
    code,
    bug: false,
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(Array.isArray(errors) ? { errors: errors as NonNullable<Problem['errors']> } : {}),
    ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
  };
}

function isUpstreamAway(code: string | undefined): boolean {
  return code?.startsWith('UND_ERR_') === true;
}
