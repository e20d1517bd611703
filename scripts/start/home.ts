import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Everything `npm start` keeps, in one folder: `.tillbridge/` of the clone. */
export interface Home {
  readonly dir: string;
  readonly postgres: string;
  readonly logs: string;
  readonly secrets: string;
  readonly demoPassword: string;
  readonly revocations: string;
  /** Checkpoints of the audit trail, and months that were archived: beside the database, not in it. */
  readonly auditStore: string;
  readonly archiveStore: string;
  /** Every mail that was sent, one file each. */
  readonly mails: string;
  readonly processes: string;
  shop(code: string): ShopHome;
}

export interface ShopHome {
  readonly dir: string;
  readonly agent: string;
  /** Cash inside the simulated machine, so that a restart keeps it. */
  readonly machineState: string;
}

/** Makes the folders (0700). */
export function openHome(dir: string): Home {
  const logs = join(dir, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  return {
    dir,
    logs,
    postgres: join(dir, 'postgres'),
    secrets: join(dir, 'secrets.json'),
    demoPassword: join(dir, 'demo-password'),
    revocations: join(dir, 'revocations.log'),
    auditStore: join(dir, 'audit-checkpoints'),
    archiveStore: join(dir, 'archive'),
    mails: join(dir, 'mails'),
    processes: join(dir, 'processes.json'),
    shop(code) {
      const shop = join(dir, 'shops', code);
      mkdirSync(shop, { recursive: true, mode: 0o700 });
      return { dir: shop, agent: join(shop, 'agent'), machineState: join(shop, 'machine.json') };
    },
  };
}
