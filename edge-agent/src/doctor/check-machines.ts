import { accessSync, constants, existsSync } from 'node:fs';
import { listPorts, pathOf, serialPort } from '../bytes/serial-port.ts';
import { tcpPort } from '../bytes/tcp-port.ts';
import { LINE_DEFAULT, type MachineConfig } from '../config/agent-config.ts';
import { elapsed } from '../counter/pause.ts';
import { driverOf } from '../open-machine.ts';
import type { Driver, MachineStatus } from '../recycler/driver.ts';
import { nearOf } from '../session-file.ts';
import { type Finding, fault, ok, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

/** A machine that is only slow has answered by then. */
const ANSWER_MS = 8_000;
const LOOK_AGAIN_MS = 200;

/** Port, answer and units of one machine. Nothing is opened while an agent runs: it is asked instead. */
export async function checkMachine(patient: Patient, machine: MachineConfig): Promise<readonly Finding[]> {
  const findings = patient.status === undefined ? await ask(patient, machine) : told(patient.status, machine);
  return findings.map((finding) => ({ ...finding, of: machine.name }));
}

function told(status: NonNullable<Patient['status']>, machine: MachineConfig): readonly Finding[] {
  const line = status.machines.find((each) => each.id === machine.id);
  if (line === undefined) return [skipped('machine')];
  if (line.retired === true) return [fault('machine', 'doctor.machine-retired', machine.id)];
  if (line.state === 'offline') return [fault('machine', 'doctor.machine-silent', machine.address)];
  const codes = line.faults.map(faultText);
  if (codes.length > 0) return [fault('machine', 'doctor.machine-fault', line.state, ...codes)];
  return [ok('machine', line.state, `since ${line.since}`)];
}

async function ask(patient: Patient, machine: MachineConfig): Promise<readonly Finding[]> {
  const port = await checkPort(machine);
  if (port.state === 'fault') return [port, skipped('machine'), skipped('units')];
  const driver = driverOf(machine, patient.clock, nearOf(patient.home, patient.secrets, machine.id));
  await driver.open();
  try {
    return [port, ...(await listen(driver, machine))];
  } finally {
    await driver.close();
  }
}

async function listen(driver: Driver, machine: MachineConfig): Promise<readonly Finding[]> {
  const status = await firstAnswer(driver);
  if (status === undefined) return [fault('machine', 'doctor.machine-silent', machine.address), skipped('units')];
  const codes = status.faults.map(faultText);
  const answer =
    codes.length > 0 ? fault('machine', 'doctor.machine-fault', status.state, ...codes) : ok('machine', status.state);
  return [answer, await checkUnits(driver)];
}

async function firstAnswer(driver: Driver): Promise<MachineStatus | undefined> {
  for (const end = Date.now() + ANSWER_MS; Date.now() < end; await elapsed(LOOK_AGAIN_MS)) {
    const status = await driver.status();
    if (status.state !== 'offline' && status.state !== 'unknown') return status;
  }
  return undefined;
}

async function checkUnits(driver: Driver): Promise<Finding> {
  try {
    const { units } = await driver.inventory();
    const pieces = units.reduce((sum, unit) => sum + (unit.pieces ?? 0), 0);
    return ok('units', `${units.length} units`, `${pieces} pieces`);
  } catch {
    return fault('units', 'doctor.units-unread');
  }
}

async function checkPort(machine: MachineConfig): Promise<Finding> {
  const [scheme = '', ...rest] = machine.address.split(':');
  if (scheme === 'tty') return checkPath(machine, rest.join(':'));
  if (scheme === 'usb') return checkIdentity(machine, rest);
  const { hostname, port } = scheme === 'tcp' ? { hostname: rest[0] ?? '', port: rest[1] } : placeOf(machine.address);
  return tryOpen(tcpPort({ host: hostname, port: Number(port) })).then(
    () => ok('port', machine.address),
    (error: unknown) => fault('port', 'doctor.machine-unreachable', machine.address, errnoOf(error)),
  );
}

function placeOf(url: string): { readonly hostname: string; readonly port: string } {
  const { hostname, port, protocol } = new URL(url);
  return { hostname, port: port === '' ? (protocol === 'https:' ? '443' : '80') : port };
}

async function checkIdentity(machine: MachineConfig, [vendorId = '', productId = '', ...more]: readonly string[]) {
  const ports = await listPorts();
  const identity = { vendorId, productId, ...(more.length === 0 ? {} : { serialNumber: more.join(':') }) };
  const matching = ports.filter((port) => same(port.vendorId, vendorId) && same(port.productId, productId));
  try {
    return await checkPath(machine, pathOf(identity, ports));
  } catch {
    const several = matching.length > 1 && more.length === 0;
    const code = several ? 'doctor.port-ambiguous' : 'doctor.port-missing';
    return fault('port', code, machine.address, ...(await portList(several ? matching : ports)));
  }
}

async function checkPath(machine: MachineConfig, path: string): Promise<Finding> {
  if (process.platform !== 'win32' && !existsSync(path)) {
    return fault('port', 'doctor.port-missing', path, ...(await portList(await listPorts())));
  }
  try {
    if (process.platform !== 'win32') accessSync(path, constants.R_OK | constants.W_OK);
    await tryOpen(serialPort({ ...(machine.line ?? LINE_DEFAULT), port: path }));
    return ok('port', path === machine.address.slice(4) ? path : `${machine.address} = ${path}`);
  } catch (error) {
    return fault('port', portCode(error), path, errnoOf(error));
  }
}

function portCode(error: unknown): 'doctor.port-rights' | 'doctor.port-busy' | 'doctor.port-missing' {
  const text = error instanceof Error ? error.message : '';
  if (/EACCES|EPERM|ermission|Access denied/.test(text)) return 'doctor.port-rights';
  return /lock|EBUSY|busy|temporarily/i.test(text) ? 'doctor.port-busy' : 'doctor.port-missing';
}

async function tryOpen(open: ReturnType<typeof tcpPort>): Promise<void> {
  const port = await open({ onBytes: () => undefined, onClosed: () => undefined });
  await port.close();
}

async function portList(ports: Awaited<ReturnType<typeof listPorts>>): Promise<readonly string[]> {
  return ports
    .filter((port) => port.vendorId !== undefined || existsSync(port.path))
    .map(({ path, vendorId, productId, serialNumber }) =>
      vendorId === undefined
        ? path
        : `${path} = usb:${vendorId}:${productId ?? ''}${serialNumber ? `:${serialNumber}` : ''}`,
    );
}

const faultText = ({ code, unit }: { readonly code: string; readonly unit?: string }) =>
  unit === undefined ? code : `${code} (${unit})`;

const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();

function errnoOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string'
    ? error.code
    : (/\bE[A-Z]{3,}\b/.exec(error.message)?.[0] ?? error.name);
}
