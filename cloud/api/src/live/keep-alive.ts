import type { WebSocket } from '@fastify/websocket';

/** Pings every open socket in turn, with one timer for all. A peer that vanished without a word answers no ping. */
export class KeepAlive {
  readonly #answered = new Map<WebSocket, boolean>();

  watch(socket: WebSocket): void {
    this.#answered.set(socket, true);
    socket.on('pong', () => this.#answered.set(socket, true));
    socket.on('close', () => this.#answered.delete(socket));
  }

  /** Ends those that have not answered since the last round. */
  round(): void {
    for (const [socket, answered] of this.#answered) {
      if (!answered) {
        socket.terminate();
        continue;
      }
      this.#answered.set(socket, false);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }
}
