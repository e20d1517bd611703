import type { AddressInfo } from 'node:net';
import { buildApi } from '@tillbridge/api/app';
import type { ApiSecrets } from '@tillbridge/api/config';
import type { Database } from '@tillbridge/core/db/client';
import type { CloudRules } from '@tillbridge/core/ingest/rules';

/** The product's own API on a free port, with its rules in hand. */
export interface Door {
  readonly port: number;
  close(): Promise<void>;
}

export interface DoorOptions {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly secrets: ApiSecrets;
  readonly revocationsFile: string;
  readonly rules: CloudRules;
}

export async function openDoor(options: DoorOptions): Promise<Door> {
  const app = await buildApi({
    database: options.db,
    databaseUrl: options.databaseUrl,
    publicOrigin: 'http://127.0.0.1',
    secrets: options.secrets,
    keyMode: 'test',
    revocationsFile: options.revocationsFile,
    rules: options.rules,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: (app.server.address() as AddressInfo).port,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
