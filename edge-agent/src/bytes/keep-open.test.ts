import { expect, test } from 'vitest';
import type { BytePortEvents, OpenBytePort } from './byte-port.ts';
import { keepOpen } from './keep-open.ts';

/** A port that fails as often as asked, and timers that run when told. */
function rig(failures: number) {
  const opened: BytePortEvents[] = [];
  const closed: number[] = [];
  const links: string[] = [];
  const heard: number[] = [];
  const due: { ms: number; run: () => void }[] = [];
  let rest = failures;
  const open: OpenBytePort = async (events) => {
    if (rest-- > 0) throw new Error('not there');
    const index = opened.push(events) - 1;
    return {
      name: 'fake',
      write: () => true,
      close: async () => {
        closed.push(index);
      },
    };
  };
  const port = keepOpen({
    open,
    onBytes: (bytes) => heard.push(...bytes),
    onLink: (up, reason) => links.push(up ? 'up' : `down ${reason}`),
    after: (ms, run) => {
      const timer = { ms, run };
      due.push(timer);
      return () => due.splice(due.indexOf(timer), 1);
    },
    random: () => 0.999,
    backOff: { firstMs: 100, mostMs: 1_000 },
  });
  /** Lets the running opening finish, then runs the next timer. */
  const tick = async () => {
    await settle();
    due.shift()?.run();
    await settle();
  };
  return { port, opened, closed, links, heard, due, tick };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test('a port that is not there is tried again, ever later, until it is', async () => {
  const { port, links, due, tick } = rig(3);
  const waits: number[] = [];
  port.start();
  for (let i = 0; i < 3; i++) {
    await settle();
    waits.push(due[0]?.ms ?? -1);
    await tick();
  }
  expect(waits).toEqual([100, 200, 400]);
  expect(links).toEqual(['up']);
  expect(port.up()).toBe(true);
});

test('a lost port is told once and opened again; bytes come from the new one', async () => {
  const { port, opened, links, heard, tick } = rig(0);
  port.start();
  await settle();
  opened[0]?.onBytes(Uint8Array.of(1));
  opened[0]?.onClosed('unplugged');
  expect(port.write(Uint8Array.of(9))).toBe(false);
  await tick();
  opened[1]?.onBytes(Uint8Array.of(2));
  expect(heard).toEqual([1, 2]);
  expect(links).toEqual(['up', 'down unplugged', 'up']);
});

test('a ready line that falls takes the link down without closing the port', async () => {
  const { port, opened, links } = rig(0);
  port.start();
  await settle();
  opened[0]?.onReady?.(false);
  expect(port.up()).toBe(false);
  opened[0]?.onReady?.(true);
  expect(links).toEqual(['up', 'down the machine is switched off or unplugged', 'up']);
});

test('stopped means stopped: nothing is opened any more and the port is closed', async () => {
  const { port, closed, due } = rig(0);
  port.start();
  await port.stop();
  expect(closed).toEqual([0]);
  expect(due).toEqual([]);
  expect(port.up()).toBe(false);
});
