import { Fault } from '@tillbridge/shared/faults/fault';

/** Place in a list of machines by shop. */
export interface MachinePlace {
  readonly code: string;
  readonly machine: string;
}

/** Where the page after this row begins. */
export function machineCursor(row: {
  readonly shop: { readonly code: string };
  readonly machine: { readonly id: string };
}): string {
  return Buffer.from(`${row.shop.code} ${row.machine.id}`).toString('base64url');
}

/** Null: at the beginning. Throws `api.invalid` for a cursor that is not ours. */
export function readMachineCursor(cursor: string | undefined): MachinePlace | null {
  if (cursor === undefined) return null;
  const [, code, machine] =
    /^([A-Z0-9]{2,8}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
      Buffer.from(cursor, 'base64url').toString(),
    ) ?? [];
  if (code === undefined || machine === undefined)
    throw new Fault('api.invalid', { errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
  return { code, machine };
}
