import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentConfig } from '@tillbridge/edge-agent/config/agent-config';
import { type Home, homeAt } from '@tillbridge/edge-agent/config/home';

/** Of the first till of a home made here. */
export const LOCAL_TOKEN = 'tbl_console_rig';
const NO_CLOUD = 'http://127.0.0.1:1';

/** What a pairing gave: the agent then has a cloud, and its people and limits come from there. */
export interface PairedShop {
  readonly cloud: string;
  readonly agent: string;
  readonly organization: string;
  readonly shop: string;
  readonly machine: string;
  readonly key: string;
  readonly privateKey: KeyObject;
}

/** A home as pairing leaves it behind, with one machine at a port of this PC; without a pairing there is no cloud. */
export function makeHome(
  machinePort: number,
  port: number,
  paired: PairedShop | undefined,
): { readonly home: Home; readonly config: AgentConfig } {
  const home = homeAt(mkdtempSync(join(tmpdir(), 'tillbridge-console-')));
  const config: AgentConfig = {
    cloud: paired?.cloud ?? NO_CLOUD,
    agent: paired?.agent ?? randomUUID(),
    organization: paired?.organization ?? randomUUID(),
    shop: {
      id: paired?.shop ?? randomUUID(),
      name: 'Hat Yai',
      timeZone: 'Asia/Bangkok',
      cutOffMinutes: 240,
      currency: 'THB',
    },
    machines: [
      {
        id: paired?.machine ?? randomUUID(),
        name: 'CI-10',
        driver: 'glory-300',
        currency: 'THB',
        address: `tcp:127.0.0.1:${machinePort}`,
      },
    ],
    localApi: { port },
    journal: { ballastBytes: 65_536 },
  };
  mkdirSync(home.secrets, { mode: 0o700 });
  const privateKey = paired?.privateKey ?? generateKeyPairSync('ed25519').privateKey;
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  for (const [path, text] of [
    [home.config, JSON.stringify(config)],
    [home.agentKey, paired?.key ?? 'tb_test_console'],
    [home.privateKey, String(pem)],
    [home.localToken, LOCAL_TOKEN],
  ] as const) {
    writeFileSync(path, text, { mode: 0o600 });
  }
  return { home, config };
}
