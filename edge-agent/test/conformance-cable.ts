import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** A network cable between a driver and its machine, which can be pulled after any byte. */
export interface CutCable {
  readonly port: number;
  /** Bytes that went over it since `listen`, both ways. */
  bytes(): number;
  /** Where single packets ended since `listen`. */
  marks(): readonly number[];
  /** Counts from here on; pulled once when so many bytes have gone over it, for `outMs`. */
  listen(cutAfter?: number, outMs?: number): void;
  /** Told once when so many bytes have gone over it, without pulling anything. */
  notice(after: number, run: () => void): void;
  /** Back in, and nothing more planned. */
  plug(): void;
  /** How often it was pulled. */
  cuts(): number;
  stop(): Promise<void>;
}

export async function openCutCable(
  target: number,
  onPulled: (out: boolean) => void = () => undefined,
): Promise<CutCable> {
  const cable = new Cable(target, onPulled);
  await cable.start();
  return cable;
}

class Cable implements CutCable {
  readonly #target: number;
  readonly #onPulled: (out: boolean) => void;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #bytes = 0;
  #marks: number[] = [];
  #cutAfter: number | undefined;
  #outMs = 0;
  #isOut = false;
  #cuts = 0;
  #back: NodeJS.Timeout | undefined;
  #notice: { readonly after: number; readonly run: () => void } | undefined;

  constructor(target: number, onPulled: (out: boolean) => void) {
    this.#target = target;
    this.#onPulled = onPulled;
    this.#server = createServer((near) => this.#join(near));
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => resolve());
    });
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  bytes(): number {
    return this.#bytes;
  }

  marks(): readonly number[] {
    return this.#marks;
  }

  cuts(): number {
    return this.#cuts;
  }

  listen(cutAfter?: number, outMs = 0): void {
    this.#bytes = 0;
    this.#marks = [];
    this.#cutAfter = cutAfter;
    this.#outMs = outMs;
  }

  notice(after: number, run: () => void): void {
    this.#notice = { after, run };
  }

  plug(): void {
    clearTimeout(this.#back);
    this.#cutAfter = undefined;
    this.#notice = undefined;
    if (!this.#isOut) return;
    this.#isOut = false;
    this.#onPulled(false);
  }

  stop(): Promise<void> {
    clearTimeout(this.#back);
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((stopped) => {
      this.#server.close(() => stopped());
    });
  }

  #join(near: Socket): void {
    if (this.#isOut) {
      near.destroy();
      return;
    }
    const far = dial({ port: this.#target, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('data', (chunk: Buffer) => {
        if (!this.#isOut) this.#pass(chunk, other);
      });
      one.on('error', () => one.destroy());
      one.on('end', () => other.end());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    if (this.#cutAfter !== undefined && this.#bytes >= this.#cutAfter) this.#pull();
  }

  /** Passes what may still pass; what comes after the cut is lost. */
  #pass(chunk: Buffer, to: Socket): void {
    const room = this.#cutAfter === undefined ? chunk.length : Math.max(0, this.#cutAfter - this.#bytes);
    const part = chunk.subarray(0, room);
    this.#bytes += part.length;
    this.#marks.push(this.#bytes);
    const isCut = this.#cutAfter !== undefined && this.#bytes >= this.#cutAfter;
    if (isCut) this.#cutAfter = undefined;
    if (part.length > 0) to.write(part, () => (isCut ? this.#pull() : undefined));
    else if (isCut) this.#pull();
    if (this.#notice === undefined || this.#bytes < this.#notice.after) return;
    const { run } = this.#notice;
    this.#notice = undefined;
    run();
  }

  #pull(): void {
    this.#cutAfter = undefined;
    this.#isOut = true;
    this.#cuts += 1;
    for (const socket of this.#sockets) socket.destroy();
    this.#onPulled(true);
    this.#back = setTimeout(() => this.plug(), this.#outMs);
  }
}
