import { connect, createServer, type Socket } from 'node:net';

/** The line between agent and machine, with a plug that can be pulled. */
export interface Cable {
  /** Where the agent finds its machine. */
  readonly port: number;
  /** Cuts both ends at once, whatever is under way, and lets nobody through until it is put back. */
  pull(): void;
  putBack(): void;
  close(): Promise<void>;
}

/** A cable to a machine that listens on `machinePort`, on the loopback. */
export function layCable(machinePort: number): Promise<Cable> {
  const ends = new Set<Socket>();
  let pulled = false;
  const keep = (end: Socket) => {
    ends.add(end);
    end.setNoDelay(true);
    end.on('error', () => end.destroy());
    end.on('close', () => ends.delete(end));
  };
  const server = createServer((agent) => {
    if (pulled) return void agent.destroy();
    const machine = connect(machinePort, '127.0.0.1');
    keep(agent);
    keep(machine);
    agent.pipe(machine);
    machine.pipe(agent);
    agent.on('close', () => machine.destroy());
    machine.on('close', () => agent.destroy());
  });
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('the cable has no port'));
      resolve({
        port: address.port,
        pull() {
          pulled = true;
          cut();
        },
        putBack() {
          pulled = false;
        },
        close: () =>
          new Promise((closed) => {
            cut();
            server.close(() => closed());
          }),
      });
    });
  });
}
