import { PERMISSIONS, type Permission } from './permissions.ts';

export const MATTERS = ['figures', 'cash', 'attention', 'shop', 'agents', 'organization'] as const;
export type Matter = (typeof MATTERS)[number];

/** Where a permission is told: by its whole name, or else by what stands before the dot. */
const MATTER_OF: Readonly<Record<string, Matter>> = {
  shop: 'figures',
  transaction: 'figures',
  closing: 'figures',
  export: 'figures',
  machine: 'cash',
  shift: 'cash',
  payout: 'cash',
  collection: 'cash',
  level: 'cash',
  case: 'attention',
  anomaly: 'attention',
  alarm: 'attention',
  notification: 'attention',
  quarantine: 'attention',
  employee: 'shop',
  'shop.configure': 'shop',
  'shop.manage': 'organization',
  'machine.service': 'shop',
  'machine.configure': 'shop',
  agent: 'agents',
  key: 'agents',
  people: 'organization',
  role: 'organization',
  audit: 'organization',
  archive: 'organization',
  job: 'organization',
};

export function matterOf(permission: Permission): Matter | undefined {
  return MATTER_OF[permission] ?? MATTER_OF[permission.split('.', 1)[0] ?? ''];
}

/** The whole registry by matter, each in the order of the registry. */
export const PERMISSION_MATTERS: readonly { readonly matter: Matter; readonly permissions: readonly Permission[] }[] =
  MATTERS.map((matter) => ({ matter, permissions: PERMISSIONS.filter((one) => matterOf(one) === matter) }));
