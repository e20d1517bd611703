import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FccOperation } from '../../src/recycler/glory-fcc/constants.ts';
import { echoOf, envelope, eventMessage } from './fcc-answers.ts';
import type { FccFaults } from './fcc-faults.ts';
import type { FccRequest } from './read-request.ts';
import { readRequest } from './read-request.ts';

const BODY_BYTES_MAX = 262_144;
const GARBLED = '<soapenv:Envelope><soapenv:Body><n:';

export interface WebParts {
  readonly faults: FccFaults;
  readonly obey: (request: FccRequest, answer: (element: string) => void) => void;
  readonly echo: (message: string) => void;
  readonly powerFails: () => void;
  /** Told of each request that was heard, and of each byte of an answer that went out. */
  readonly onHeard: (operation: FccOperation, seqNo: string) => void;
}

/** One request of the machine's web side, as damaged as the faults want it. */
export function answerWeb(parts: WebParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_BYTES_MAX) request.destroy();
      else chunks.push(chunk);
    });
    request.on('error', () => undefined);
    request.on('end', () => {
      const read = readRequest(Buffer.concat(chunks).toString('utf8'));
      if (read === undefined)
        response
          .writeHead(500, { 'content-type': 'text/xml' })
          .end(envelope('<soapenv:Fault><faultstring>unknown</faultstring></soapenv:Fault>'));
      else hear(parts, read, response);
    });
  };
}

function hear(parts: WebParts, request: FccRequest, response: ServerResponse): void {
  const { faults, powerFails } = parts;
  const { operation } = request;
  if (faults.strikes('request-lost', operation)) return void response.destroy();
  const cut = faults.once('power-cut-request', operation);
  if (cut === 1 || cut < 0) {
    powerFails();
    return;
  }
  parts.onHeard(operation, request.seqNo);
  const answer = (element: string) => {
    if (cut === 3) {
      powerFails();
      return;
    }
    parts.echo(eventMessage(echoOf(element)));
    say(parts, operation, element, response);
  };
  if (faults.strikes('duplicated', operation)) {
    // The first one does the work, and its answer is lost on the way; the second one is what comes back.
    parts.obey(request, (element) => {
      parts.echo(eventMessage(echoOf(element)));
    });
    parts.obey(request, (element) => say(parts, operation, element, response));
  } else parts.obey(request, answer);
  if (cut === 2) powerFails();
}

function say({ faults }: WebParts, operation: FccOperation, element: string, response: ServerResponse): void {
  if (faults.strikes('silent', operation)) return;
  if (faults.strikes('answer-lost', operation)) return void response.destroy();
  const text = faults.strikes('garbled', operation) ? GARBLED : envelope(element);
  const cut = faults.once('cut', operation);
  const delay = faults.value('delay');
  if (delay > 0) faults.note('delay');
  setTimeout(() => {
    if (response.destroyed) return;
    response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': Buffer.byteLength(text) });
    if (cut < 1) return void response.end(text);
    response.write(Buffer.from(text).subarray(0, cut), () => response.destroy());
  }, delay);
}
