import { lookup } from 'node:dns';
import { type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { OutsideAnswer } from '@tillbridge/core/notify/deliver-notices';
import { isPublicAddress, type MayReach } from '@tillbridge/core/notify/public-address';

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 500;

/**
 * Posts to an address that a customer named. The name is resolved for this connection and the very address that was judged
 * is connected to, so that a name cannot change between; redirects are answers like any other and are not followed.
 * Plain http only where `mayReach` is not the default. Rejects with a plain sentence.
 */
export function postOutside(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  mayReach: MayReach = isPublicAddress,
): Promise<OutsideAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' && mayReach === isPublicAddress)
    return Promise.reject(new Error('only https addresses are called'));
  if (isIP(host) !== 0 && !mayReach(host))
    return Promise.reject(new Error(`${host} is not an address of the internet`));
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    agent: false,
    lookup: judgedLookup(mayReach),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = () => {
        answer.destroy();
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8').slice(0, ANSWER_BYTES_MAX),
        });
      };
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= ANSWER_BYTES_MAX) done();
      });
      answer.once('end', done);
      answer.once('error', reject);
    });
    request.once('error', reject);
    request.end(body);
  });
}

function judgedLookup(mayReach: MayReach): NonNullable<RequestOptions['lookup']> {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const addresses = error === null ? found : [];
      const closed = addresses.find(({ address }) => !mayReach(address));
      const [first] = addresses;
      if (error !== null) return done(error, '', 0);
      if (first === undefined || closed !== undefined)
        return done(new Error(`${host} leads to an address that is not of the internet`), '', 0);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}
