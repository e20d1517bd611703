import type { AgentConfig, MachineConfig } from './agent-config.ts';
import { tableMisfits } from './machine-table.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** What a schema cannot say about a configuration: one sentence for each mistake. */
export function misfits(config: AgentConfig): readonly string[] {
  return [
    ...cloudMisfits(config.cloud),
    ...updateMisfits(config),
    ...zoneMisfits(config.shop.timeZone),
    ...machineMisfits(config),
  ];
}

/** Only loopback may go without TLS: the key would travel in the clear anywhere else. */
export function cloudMisfits(cloud: string, field = 'cloud'): readonly string[] {
  if (!URL.canParse(cloud)) return [`${field} is not a URL: ${cloud}`];
  const url = new URL(cloud);
  if (url.username !== '' || url.password !== '') return [`${field} must not contain a password`];
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname))) return [];
  return [`${field} must begin with https:// (http:// only for this PC): ${cloud}`];
}

function updateMisfits({ updates }: AgentConfig): readonly string[] {
  return updates?.url === undefined ? [] : cloudMisfits(updates.url, 'updates.url');
}

function zoneMisfits(timeZone: string): readonly string[] {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return [];
  } catch {
    return [`shop.timeZone is not an IANA time zone: ${timeZone}`];
  }
}

function machineMisfits(config: AgentConfig): readonly string[] {
  const found: string[] = config.machines.flatMap((machine) => [...tableMisfits(machine), ...driverMisfits(machine)]);
  const ports = config.machines.flatMap(({ fcc }) => (fcc === undefined ? [] : [fcc.events.port]));
  for (const port of new Set(ports.filter((each, index) => ports.indexOf(each) !== index)))
    found.push(`machines: two have fcc.events.port ${port}`);
  for (const [key, values] of [
    ['id', config.machines.map((machine) => machine.id)],
    ['address', config.machines.map((machine) => machine.address)],
  ] as const) {
    const twice = values.filter((value, index) => values.indexOf(value) !== index);
    for (const value of new Set(twice)) found.push(`machines: two have the ${key} ${value}`);
  }
  return found;
}

/** A machine's address and settings must be those of its driver. */
function driverMisfits({ name, driver, address, fcc, line, table }: MachineConfig): readonly string[] {
  const isUrl = /^https?:/.test(address);
  const found: string[] = [];
  if (driver === 'glory-300') {
    if (isUrl) found.push('a URL is the address of a glory-fcc');
    if (fcc !== undefined) found.push('fcc is for the driver glory-fcc');
  } else {
    if (!isUrl || !URL.canParse(address)) found.push(`the address of a glory-fcc is a URL: ${address}`);
    if (fcc === undefined)
      found.push('fcc.events is needed: the address of this PC as the machine sees it, and a port');
    // The machine takes 127.0.0.1 for itself and refuses it.
    if (fcc !== undefined && ['127.0.0.1', 'localhost'].includes(fcc.events.announce))
      found.push(`fcc.events.announce must be the address of this PC on the network: ${fcc.events.announce}`);
    if (line !== undefined || table !== undefined) found.push('line and table are for the driver glory-300');
  }
  return found.map((sentence) => `machine ${name}: ${sentence}`);
}
