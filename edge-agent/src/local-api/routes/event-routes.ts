import type { ServerResponse } from 'node:http';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyInstance } from 'fastify';
import { callerOfRequest } from '../identity.ts';
import type { LocalApiParts } from '../parts.ts';

export const STREAMS_MAX = 16;
/** How often the parts are compared while a screen listens: progress of a deposit looks alive, and the PC stays idle. */
const LOOK_MS = 200;
const SIGN_OF_LIFE_MS = 15_000;
/** A screen that takes nothing off the line is let go; it comes back for a new snapshot. */
const UNSENT_BYTES_MAX = 262_144;

interface Listener {
  readonly out: ServerResponse;
  readonly sessionToken: string | undefined;
  lastSentMs: number;
}

/**
 * Server-sent events for screens: first `snapshot` with every part, then an event named like the part whenever one
 * changes, whole and never a difference. Bounded in number and in what may wait for a slow screen.
 */
export function eventRoutes(app: FastifyInstance, parts: LocalApiParts): void {
  const listeners = new Set<Listener>();
  let told = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  function letGo(listener: Listener): void {
    listeners.delete(listener);
    listener.out.destroy();
    if (listeners.size === 0) clearInterval(timer);
  }

  function send(listener: Listener, text: string): void {
    listener.lastSentMs = performance.now();
    listener.out.write(text);
    if (listener.out.writableLength > UNSENT_BYTES_MAX) letGo(listener);
  }

  function look(): void {
    const now = new Map(Object.entries(parts.watched()).map(([name, part]) => [name, JSON.stringify(part)]));
    const changed = [...now].filter(([name, text]) => told.get(name) !== text);
    told = now;
    const news = changed.map(([name, text]) => event(name, text)).join('');
    for (const listener of [...listeners]) {
      const { sessionToken } = listener;
      if (sessionToken !== undefined && !parts.sessions.isLive(sessionToken)) letGo(listener);
      else if (news !== '') send(listener, news);
      else if (performance.now() - listener.lastSentMs > SIGN_OF_LIFE_MS) send(listener, ': here\n\n');
    }
  }

  function lookSafely(): void {
    try {
      look();
    } catch (error) {
      parts.log.error('events not told', { error });
    }
  }

  app.get('/v1/events', { config: { may: 'machine.see' } }, async (request, reply) => {
    if (listeners.size >= STREAMS_MAX) throw new Fault('local.events-full');
    // Whoever listens already hears what changed until now, so that the snapshot begins where their news ends.
    lookSafely();
    const { sessionToken } = callerOfRequest(request);
    reply.hijack();
    const out = reply.raw;
    const listener: Listener = { out, sessionToken, lastSentMs: 0 };
    out.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    out.on('close', () => letGo(listener));
    if (listeners.size === 0) timer = setInterval(lookSafely, LOOK_MS);
    listeners.add(listener);
    send(listener, event('snapshot', `{${[...told].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`));
  });
  app.addHook('onClose', async () => {
    for (const listener of [...listeners]) letGo(listener);
  });
}

const event = (name: string, json: string) => `event: ${name}\ndata: ${json}\n\n`;
