import type { WebSocket } from '@fastify/websocket';
import { type ByeReason, liveBytes, type Subscriber } from '@tillbridge/core/live/subscriber';
import type { ShopScope } from '@tillbridge/core/people/require-person';

/** A socket that has not taken so much is too slow: it is closed and gets a fresh snapshot when it comes back. */
export const LIVE_BUFFER_BYTES_MAX = 1_048_576;
/** Bytes that are JSON; a text would be encoded for each socket anew. */
const AS_TEXT = { binary: false } as const;
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;
const POLICY = 1008;

/** One WebSocket as the hub sees it. */
export function liveSocket(socket: WebSocket, scope: ShopScope): Subscriber {
  return {
    scope,
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > LIVE_BUFFER_BYTES_MAX) socket.close(TRY_AGAIN_LATER, 'too slow');
      else socket.send(message, AS_TEXT);
    },
    end(reason: ByeReason) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(liveBytes({ type: 'bye', reason }), AS_TEXT);
      socket.close(reason === 'restart' ? GOING_AWAY : POLICY, reason);
    },
  };
}
