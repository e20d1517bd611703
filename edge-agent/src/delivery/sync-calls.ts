import {
  AgainAnswerSchema,
  type AgainRequest,
  type OpenAnswer,
  OpenAnswerSchema,
  type OpenRequest,
  type Receipt,
  ReceiptSchema,
  SALVAGE_CHUNK_BYTES_MAX,
  SalvageAnswerSchema,
} from '@tillbridge/shared/sync';
import type { Journal } from '../journal/journal.ts';
import { type Answer, type CloudLine, question } from './ask-cloud.ts';
import type { Upload } from './state.ts';
import type { WrittenBatch } from './write-batch.ts';

const open = question(OpenAnswerSchema);
const batch = question(ReceiptSchema);
const salvage = question(SalvageAnswerSchema);
const again = question(AgainAnswerSchema);

/** The four messages of the protocol, as requests. */
export function askOpen(line: CloudLine, token: string, request: OpenRequest): Promise<Answer<OpenAnswer>> {
  return open(line, { method: 'POST', path: '/v1/sync/open', headers: json(token), body: JSON.stringify(request) });
}

export function askBatch(line: CloudLine, token: string, written: WrittenBatch): Promise<Answer<Receipt>> {
  const headers = { ...bearer(token), 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
  return batch(line, { method: 'POST', path: '/v1/sync/batch', headers, body: written.body });
}

export function sendAgain(line: CloudLine, token: string, request: AgainRequest): Promise<Answer<{ putBack: number }>> {
  return again(line, { method: 'POST', path: '/v1/sync/again', headers: json(token), body: JSON.stringify(request) });
}

/** The next piece of a file. Undefined when the file is gone from this disk. */
export async function askUpload(
  line: CloudLine,
  token: string,
  journal: Pick<Journal, 'readSalvage'>,
  upload: Upload,
): Promise<Answer<{ heldTo: number }> | undefined> {
  const bytes = journal.readSalvage(upload.hash, upload.heldTo, SALVAGE_CHUNK_BYTES_MAX);
  if (bytes.length === 0) return undefined;
  const request = {
    file: upload.hash,
    totalBytes: upload.bytes,
    offset: upload.heldTo,
    bytes: bytes.toString('base64'),
  };
  return salvage(line, {
    method: 'POST',
    path: '/v1/sync/salvage',
    headers: json(token),
    body: JSON.stringify(request),
  });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const json = (token: string) => ({ ...bearer(token), 'content-type': 'application/json' });
