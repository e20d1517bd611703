import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveMonth } from '@tillbridge/core/archive/archive-month';
import { readUnknownManifest } from '@tillbridge/core/archive/manifest';
import { folderStore } from '@tillbridge/core/store/folder-store';
import type { SealedPlace } from '@tillbridge/core/store/read-places';
import { sealKeys } from '@tillbridge/core/store/seal';
import { openTill } from '../fill-shop.ts';
import type { TestOrganization } from '../make-world.ts';
import type { Cookies, TestApi } from '../start-api.ts';

/** A volume of the archive, and the place in it of a file of the shop. */
export interface ArchivedTarget {
  readonly volume: number;
  readonly file: number;
}

export const NOTHING_ARCHIVED: ArchivedTarget = { volume: 999_999, file: 0 };

export const ARCHIVE: SealedPlace = {
  store: folderStore(mkdtempSync(join(tmpdir(), 'tillbridge-matrix-'))),
  keys: sealKeys(generateKeyPairSync('ed25519').privateKey),
};
const MONTHS = ['2020-01', '2020-02'] as const;

/** An archived month of ours with both shops, and a second volume that only the other organization has. */
export async function archiveOldSales(
  api: TestApi,
  ours: { readonly org: TestOrganization; readonly owner: Cookies },
  others: { readonly org: TestOrganization; readonly owner: Cookies },
): Promise<Record<'own' | 'otherShop' | 'otherOrganization', ArchivedTarget>> {
  const { org } = ours;
  await sellOld(api, ours.owner, org.shop, org.machine, [MONTHS[0]]);
  await sellOld(api, ours.owner, org.otherShop, org.otherMachine, [MONTHS[0]]);
  await sellOld(api, others.owner, others.org.shop, others.org.machine, MONTHS);
  for (const month of MONTHS) await archiveMonth({ db: api.db, ...ARCHIVE }, `${month}-01`);
  return {
    own: await archivedFile(org.id, org.shop, 1),
    otherShop: await archivedFile(org.id, org.otherShop, 1),
    otherOrganization: await archivedFile(others.org.id, others.org.shop, 2),
  };
}

async function sellOld(
  api: TestApi,
  owner: Cookies,
  shop: string,
  machine: string,
  months: readonly string[],
): Promise<void> {
  const till = await openTill(api.app, owner, shop, machine);
  for (const month of months)
    till.chain.sale({}, { occurredAt: `${month}-15T05:00:00.000Z`, businessDate: `${month}-15` });
  await till.deliver();
}

async function archivedFile(org: string, shop: string, volume: number): Promise<ArchivedTarget> {
  const { manifest } = await readUnknownManifest(ARCHIVE, org, volume);
  return { volume, file: manifest.files.findIndex((file) => file.shop === shop) };
}

/** How the routes of archive and exports are called for a target. */
export const ARCHIVE_CALLS: Readonly<
  Record<
    string,
    (target: ArchivedTarget & { readonly shop: string }) => { method: 'GET' | 'POST'; url: string; payload?: object }
  >
> = {
  'GET /api/v1/archive': () => ({ method: 'GET', url: '/api/v1/archive' }),
  'GET /api/v1/archive/transactions': ({ shop }) => ({
    method: 'GET',
    url: `/api/v1/archive/transactions?from=2020-01-01&to=2020-01-31&shop=${shop}`,
  }),
  'GET /api/v1/archive/volumes/:volume': ({ volume }) => ({ method: 'GET', url: `/api/v1/archive/volumes/${volume}` }),
  'GET /api/v1/archive/volumes/:volume/files/:number': ({ volume, file }) => ({
    method: 'GET',
    url: `/api/v1/archive/volumes/${volume}/files/${file}`,
  }),
  'POST /api/v1/exports': () => ({
    method: 'POST',
    url: '/api/v1/exports',
    payload: { list: 'transactions', format: 'csv', bom: false, language: 'en', filters: {} },
  }),
  'POST /api/v1/archive/months/:month/:wish': () => ({
    method: 'POST',
    url: '/api/v1/archive/months/2020-01/restore',
  }),
};
/** Answered to everybody of the organization, with only what they may see in it. */
export const ARCHIVE_WITHOUT_TARGET = [
  'GET /api/v1/archive',
  'GET /api/v1/archive/transactions',
  'POST /api/v1/archive/months/:month/:wish',
  'POST /api/v1/exports',
] as const;
