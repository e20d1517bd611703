import type { OpenBytePort } from './bytes/byte-port.ts';
import { serialPort } from './bytes/serial-port.ts';
import { tcpPort } from './bytes/tcp-port.ts';
import type { Clock } from './clock.ts';
import { LINE_DEFAULT, type MachineConfig } from './config/agent-config.ts';
import { fccTableOf, tableOf } from './config/machine-table.ts';
import type { Driver } from './recycler/driver.ts';
import { glory300 } from './recycler/glory-300/driver.ts';
import { gloryFcc } from './recycler/glory-fcc/driver.ts';
import type { SessionMemory } from './recycler/glory-fcc/machine-line.ts';
import { systemTiming } from './recycler/timing.ts';

/** What a driver needs of this PC beside its configuration. */
export interface MachineNear {
  readonly memory: SessionMemory;
  /** Of the machine's user, where it asks for one. */
  readonly password?: string;
}

/** The name under which a till program signs in to machines that do not check users. */
const USER_DEFAULT = 'tillbridge';

/** The driver that a machine's configuration asks for; nothing is opened yet. Throws RangeError without a currency table. */
export function driverOf(machine: MachineConfig, clock: Clock, near: MachineNear): Driver {
  if (machine.driver === 'glory-fcc') return fccOf(machine, clock, near);
  const table = tableOf(machine);
  if (table === undefined) throw new RangeError(`no currency table for ${machine.currency}`);
  return glory300({ port: portOf(machine), table, timing: systemTiming(clock) });
}

function fccOf(machine: MachineConfig, clock: Clock, { memory, password }: MachineNear): Driver {
  const table = fccTableOf(machine);
  const { fcc } = machine;
  if (table === undefined || fcc === undefined) throw new RangeError(`machine ${machine.name} has no fcc settings`);
  const { events, user, session, occupy, sale, refundOnShortage } = fcc;
  return gloryFcc({
    url: machine.address,
    events: { announce: events.announce, listen: events.listen ?? events.announce, port: events.port },
    table,
    switches: {
      session: session ?? true,
      occupy: occupy ?? true,
      sale: sale ?? 'change',
      refundOnShortage: refundOnShortage ?? false,
    },
    signIn: { user: user ?? USER_DEFAULT, password: password ?? '', deviceName: USER_DEFAULT },
    memory,
    timing: systemTiming(clock),
  });
}

function portOf(machine: MachineConfig): OpenBytePort {
  const [scheme, ...rest] = machine.address.split(':');
  const line = machine.line ?? LINE_DEFAULT;
  if (scheme === 'tcp') return tcpPort({ host: rest[0] ?? '', port: Number(rest[1]) });
  if (scheme === 'tty') return serialPort({ ...line, port: rest.join(':') });
  const [vendorId = '', productId = '', ...more] = rest;
  const serialNumber = more.length === 0 ? {} : { serialNumber: more.join(':') };
  return serialPort({ ...line, port: { vendorId, productId, ...serialNumber } });
}
