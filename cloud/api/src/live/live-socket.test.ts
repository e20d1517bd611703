import type { WebSocket } from '@fastify/websocket';
import type { ShopScope } from '@tillbridge/core/people/require-person';
import { describe, expect, it } from 'vitest';
import { LIVE_BUFFER_BYTES_MAX, liveSocket } from './live-socket.ts';

/** Behaves as a socket whose peer has taken all but `bufferedAmount` bytes. */
function socketWith(differs: { bufferedAmount?: number; readyState?: number }) {
  const did: string[] = [];
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: (message: Buffer, { binary }: { binary: boolean }) => did.push(`send ${binary ? 'bytes ' : ''}${message}`),
    close: (code: number) => did.push(`close ${code}`),
    ...differs,
  };
  return { did, subscriber: liveSocket(socket as unknown as WebSocket, {} as ShopScope) };
}

describe('a live socket', () => {
  it('sends while its peer keeps up, and closes for another try once it does not', () => {
    const quick = socketWith({ bufferedAmount: LIVE_BUFFER_BYTES_MAX });
    quick.subscriber.send(Buffer.from('a'));
    expect(quick.did).toEqual(['send a']);
    const slow = socketWith({ bufferedAmount: LIVE_BUFFER_BYTES_MAX + 1 });
    slow.subscriber.send(Buffer.from('a'));
    expect(slow.did).toEqual(['close 1013']);
  });

  it('says why it ends, and says nothing on a socket that is closed', () => {
    const open = socketWith({});
    open.subscriber.end('signed_out');
    expect(open.did).toEqual(['send {"type":"bye","reason":"signed_out"}', 'close 1008']);
    const closed = socketWith({ readyState: 3 });
    closed.subscriber.send(Buffer.from('a'));
    closed.subscriber.end('restart');
    expect(closed.did).toEqual([]);
  });
});
