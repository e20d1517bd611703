import { spawn } from 'node:child_process';
import { platform } from 'node:process';
import { SerialPort } from 'serialport';
import type { BytePort, BytePortEvents, OpenBytePort } from './byte-port.ts';

/** Names a port by what is plugged in, so that another socket or another number changes nothing. All given fields must match. */
export interface PortIdentity {
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
  readonly locationId?: string;
}

export interface SerialSettings {
  /** A path such as `/dev/ttyS0`, `COM3` or a pseudo-terminal; or an identity that is looked up at every opening. */
  readonly port: string | PortIdentity;
  readonly baudRate: number;
  readonly parity: 'none' | 'even' | 'odd';
  readonly dataBits: 7 | 8;
  readonly stopBits: 1 | 2;
}

export interface ListedPort extends PortIdentity {
  readonly path: string;
}

/** How often the ready line is looked at, in milliseconds. */
const READY_LOOK_MS = 1_000;

/** Opens a serial line, raises DTR and RTS, and watches CTS where the port has one (a pseudo-terminal has none). */
export function serialPort(settings: SerialSettings): OpenBytePort {
  return async (events) => {
    const path = typeof settings.port === 'string' ? settings.port : pathOf(settings.port, await listPorts());
    return openPath(path, settings, events);
  };
}

/** Ports of this PC; empty where the system cannot tell. */
export async function listPorts(): Promise<readonly ListedPort[]> {
  // Without udevadm the library's own listing ends the process with an error nobody can catch.
  if (platform === 'linux' && !(await canRun('udevadm'))) return [];
  return SerialPort.list();
}

/** The path of the one port that matches; throws when none or several do. */
export function pathOf(identity: PortIdentity, ports: readonly ListedPort[]): string {
  const asked = (['vendorId', 'productId', 'serialNumber', 'locationId'] as const).filter(
    (key) => identity[key] !== undefined,
  );
  if (asked.length === 0) throw new Error('a port identity needs at least one field');
  const same = (a: string | undefined, b: string | undefined) => a?.toLowerCase() === b?.toLowerCase();
  const found = ports.filter((port) => asked.every((key) => same(port[key], identity[key])));
  const [first] = found;
  if (first === undefined) throw new Error('the serial adapter is not plugged in');
  if (found.length > 1) throw new Error(`${found.length} serial adapters match; add the serial number or the location`);
  return first.path;
}

function openPath(path: string, settings: SerialSettings, events: BytePortEvents): Promise<BytePort> {
  const { baudRate, parity, dataBits, stopBits } = settings;
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate, parity, dataBits, stopBits, autoOpen: false });
    let closed = false;
    let callOff = () => {};
    const end = (reason: string) => {
      if (closed) return;
      closed = true;
      callOff();
      if (port.isOpen) port.close(() => undefined);
      events.onClosed(reason);
    };
    port.on('data', (bytes: Uint8Array) => {
      if (!closed) events.onBytes(bytes);
    });
    port.on('close', (error: Error | null) => end(error?.message ?? 'closed'));
    port.open((error) => {
      if (error) return reject(error);
      port.on('error', (failed: Error) => end(failed.message));
      // A pseudo-terminal refuses modem lines; that is no fault.
      port.set({ dtr: true, rts: true }, () => undefined);
      callOff = watchReady(port, events);
      resolve({
        name: path,
        write: (bytes) => {
          if (closed || !port.isOpen) return false;
          port.write(bytes);
          return true;
        },
        close: () =>
          new Promise((done) => {
            if (closed) return done();
            closed = true;
            callOff();
            port.close(() => done());
          }),
      });
    });
  });
}

function watchReady(port: SerialPort, events: BytePortEvents): () => void {
  const timer = setInterval(() => {
    if (!port.isOpen) return;
    port.get((error, lines) => {
      if (error || lines === undefined) clearInterval(timer);
      else events.onReady?.(lines.cts);
    });
  }, READY_LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function canRun(program: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, ['--version'], { stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('exit', () => resolve(true));
  });
}
