import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANSWER_BYTES_MAX, keptConnection } from './cloud-fetch.ts';

let server: Server;
let answer: RequestListener;
let connections: number;
let line: ReturnType<typeof keptConnection>;

beforeEach(async () => {
  connections = 0;
  answer = (request, response) => void request.pipe(response);
  server = createServer((request, response) => answer(request, response));
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  line = keptConnection();
});
afterEach(async () => {
  await line.close();
  server.closeAllConnections();
  server.close();
});

const never = new AbortController().signal;

function ask(over: Partial<Parameters<typeof line.fetch>[1]> = {}) {
  const { port } = server.address() as AddressInfo;
  return line.fetch(`http://127.0.0.1:${port}/v1`, {
    method: 'POST',
    headers: {},
    body: 'สวัสดี',
    signal: never,
    ...over,
  });
}

describe('the line to the cloud', () => {
  it('is one connection, kept for the next question, however many are asked at once', async () => {
    const texts = await Promise.all(['a', 'b', 'c'].map(async (body) => (await ask({ body })).text()));
    texts.push(await (await ask()).text());
    expect(texts).toEqual(['a', 'b', 'c', 'สวัสดี']);
    expect(connections).toBe(1);
  });

  it('tells status and headers, and says how long its body is', async () => {
    answer = (request, response) => {
      response.writeHead(429, { 'Retry-After': '7' }).end(request.headers['content-length']);
    };
    const heard = await ask({ body: new TextEncoder().encode('12345') });
    expect([heard.status, heard.headers.get('Retry-After'), heard.headers.get('etag')]).toEqual([429, '7', null]);
    expect(await heard.text()).toBe('5');
  });

  it('does not follow a redirect, so that the key stays with the configured address', async () => {
    const heard: (string | undefined)[] = [];
    answer = (request, response) => {
      heard.push(request.url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    };
    expect((await ask()).status).toBe(307);
    expect(heard).toEqual(['/v1']);
  });

  it('has no answer where the line breaks in the middle of one', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    };
    await expect(ask()).rejects.toThrow();
  });

  it('has no answer where one does not end', async () => {
    answer = (_request, response) => {
      const chunk = Buffer.alloc(1_048_576);
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    await expect(ask()).rejects.toThrow('too long');
    expect(ANSWER_BYTES_MAX).toBeGreaterThan(1_048_576);
  });

  it('is free for the next question when one was given up', async () => {
    const gone = new AbortController();
    answer = (_request, response) => void response.once('close', () => undefined);
    const given = ask({ signal: gone.signal });
    await once(server, 'request');
    gone.abort();
    await expect(given).rejects.toThrow();
    answer = (_request, response) => void response.end('next');
    expect(await (await ask()).text()).toBe('next');
  });

  it('ends what is under way when it is closed, and takes nothing more', async () => {
    answer = () => undefined;
    const open = ask();
    await once(server, 'request');
    const ended = expect(open).rejects.toThrow();
    await line.close();
    await ended;
    await expect(ask()).rejects.toThrow('closed');
  });
});
