import { accessSync, constants, existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import process from 'node:process';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { AgentConfig } from '../config/agent-config.ts';
import type { Home } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets, type Secrets } from '../config/secrets.ts';
import { type Finding, fault, ok, skipped } from './finding.ts';

/** The oldest Node that the agent runs on. */
const NODE_LEAST = [20, 19] as const;

/** What a look at a folder gives: the finding, and what the later checks need. */
interface Read<T> {
  readonly finding: Finding;
  readonly value?: T;
}

export function checkSoftware(software: string, nodeVersion: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const [leastMajor, leastMinor] = NODE_LEAST;
  const old = major < leastMajor || (major === leastMajor && minor < leastMinor);
  const detail = [software, `Node ${nodeVersion}`, `${platform()} ${arch()}`];
  return old ? fault('software', 'doctor.node-old', ...detail) : ok('software', ...detail);
}

/** Whether there is a home, and whether its configuration is right. */
export function checkPairing(home: Home): Read<AgentConfig> {
  try {
    const config = readConfig(home.config);
    return { value: config, finding: ok('pairing', config.shop.name, `agent ${config.agent}`) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'edge.not-paired') return { finding: fault('pairing', 'doctor.not-paired', home.config) };
    const { mistakes } = error.extra;
    const list = Array.isArray(mistakes) ? mistakes.map(String) : [];
    return { finding: fault('pairing', 'doctor.config', home.config, ...list) };
  }
}

/** Whether this user may write where the agent writes. */
export function checkHome(home: Home): Finding {
  if (!existsSync(home.dir)) return skipped('home', home.dir);
  for (const path of [home.dir, home.secrets, home.journal, home.logs]) {
    if (existsSync(path) && !mayUse(path)) return fault('home', 'doctor.home-rights', path);
  }
  return ok('home', home.dir);
}

export function checkSecrets(home: Home, machines: AgentConfig['machines']): Read<Secrets> {
  if (!existsSync(home.config)) return { finding: skipped('secrets') };
  try {
    return { value: readSecrets(home, machines), finding: ok('secrets', home.secrets) };
  } catch (error) {
    const path = error instanceof Fault ? String(error.extra['path']) : home.secrets;
    if (error instanceof Fault && error.code === 'edge.secrets-open') {
      return { finding: fault('secrets', 'doctor.secrets-open', path, `mode ${String(error.extra['mode'])}`) };
    }
    return { finding: fault('secrets', 'doctor.secret-unreadable', path) };
  }
}

function mayUse(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
