import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Timing } from '../timing.ts';

/** Longest answer that is read; an inventory is below 64 KiB. */
export const ANSWER_BYTES_MAX = 1_048_576;

/** `unsent`: no connection came about, so the request certainly did not arrive. `lost`: it may have. */
export type Posted =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unsent' | 'lost'; readonly reason: string };

export interface Post {
  readonly url: URL;
  readonly action: string;
  readonly body: string;
  /** From the connection to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly connectMs: number;
  readonly timing: Timing;
  /** Ends the request at once. */
  readonly signal: AbortSignal;
}

/** One request on a connection of its own: on a kept one nobody could tell unsent from lost. Never rejects. */
export function postSoap(post: Post): Promise<Posted> {
  const { url, action, body, timing, signal } = post;
  return new Promise((resolve) => {
    let connected = false;
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        soapaction: `"${action}"`,
        connection: 'close',
      },
    });
    const end = (posted: Posted) => {
      callOff();
      signal.removeEventListener('abort', abort);
      request.destroy();
      resolve(posted);
    };
    // Some errors of the system come without a word.
    const fail = (reason: string) =>
      end({ kind: connected ? 'lost' : 'unsent', reason: reason || 'the connection failed' });
    const abort = () => fail('the driver was closed');
    let callOff = timing.after(post.connectMs, () => fail('no connection'));
    request.on('error', (error) => fail(error.message));
    request.on('socket', (socket) => {
      socket.setNoDelay(true);
      socket.once('connect', () => {
        connected = true;
        callOff();
        callOff = timing.after(post.timeoutMs, () => fail(`no answer in ${post.timeoutMs} ms`));
      });
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES_MAX) fail('the answer is too long');
        else chunks.push(chunk);
      });
      response.on('error', (error) => fail(error.message));
      response.on('close', () => {
        if (!response.complete) fail('the answer was cut off');
        else end({ kind: 'text', text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    request.end(body);
  });
}
