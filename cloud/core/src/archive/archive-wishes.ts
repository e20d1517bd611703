import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { ArchiveWishKind } from '@tillbridge/shared/reads-archive';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { everyOrganization } from '../upkeep/every-organization.ts';
import { type ArchiveTools, archiveMonth } from './archive-month.ts';
import { dueMonths, firstOnlineMonth, RESTORED_DAYS } from './due-months.ts';
import { restoreMonth } from './restore-month.ts';

const FAILURE_CHARACTERS = 200;

/**
 * Notes what a person wants done with a month; the worker does it. Asked twice while it waits, it is noted once. The
 * tables of a month belong to all organizations, so only a month beyond the online window can be asked for.
 * Throws `archive.not-due`.
 */
export async function wishForMonth(
  db: Database,
  scope: ShopScope,
  wish: {
    readonly month: string;
    readonly kind: ArchiveWishKind;
    readonly onlineMonths: number;
    readonly address: string;
  },
): Promise<{ readonly askedAt: string }> {
  const month = `${wish.month}-01`;
  const now = new Date();
  if (month >= firstOnlineMonth(now, wish.onlineMonths)) throw new Fault('archive.not-due');
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx`
      insert into archive_wishes (org_id, wish_id, month, kind, asked_by, asked_at)
      values (${scope.org}, ${uuidv7(now.getTime(), randomBytes(10))}, ${month}::date, ${wish.kind}, ${scope.person}, ${now})
      on conflict (org_id, month, kind) where done_at is null do nothing
      returning wish_id`;
    if (row !== undefined) {
      await appendAudit(tx, {
        org: scope.org,
        actorKind: 'person',
        actor: scope.person,
        action: wish.kind === 'archive' ? 'archive.asked' : 'archive.restore-asked',
        subject: wish.month,
        address: wish.address,
      });
    }
    return { askedAt: now.toISOString() };
  });
}

/** Does what is wished for, oldest first, and notes how it ended. A wish that was cut off is done again. */
export async function doArchiveWishes(tools: ArchiveTools, onlineMonths: number): Promise<number> {
  const { db } = tools;
  let done = 0;
  for (const org of await everyOrganization(db)) {
    const wishes = await readTenant(
      db,
      org,
      (tx) => tx<{ id: string; month: string; kind: ArchiveWishKind }[]>`
        select wish_id as id, month, kind
        from archive_wishes
        where org_id = ${org} and done_at is null
        order by asked_at`,
    );
    for (const { id, month, kind } of wishes) {
      const failure = await tryWish(tools, { org, month, kind, onlineMonths });
      await withTenant(
        db,
        org,
        (tx) => tx`
          update archive_wishes
          set done_at = now(), failure = ${failure}
          where org_id = ${org} and wish_id = ${id}`,
      );
      done += 1;
    }
  }
  return done;
}

/** Null when it was done, else why not, in a few words. */
async function tryWish(
  tools: ArchiveTools,
  wish: { readonly org: string; readonly month: string; readonly kind: ArchiveWishKind; readonly onlineMonths: number },
): Promise<string | null> {
  const { org, month, kind } = wish;
  try {
    if (kind === 'restore') {
      await restoreMonth(tools, org, month);
      return null;
    }
    await letGo(tools.db, org, month);
    const due = await dueMonths(tools.db, new Date(), wish.onlineMonths);
    if (!due.includes(month)) return 'kept';
    const archived = await archiveMonth(tools, month);
    return archived === 'dropped' || archived === 'nothing' ? null : archived;
  } catch (error) {
    return (error instanceof Error ? error.message : 'unknown').slice(0, FAILURE_CHARACTERS);
  }
}

/** What this organization had brought back need not stay for it any longer. */
async function letGo(db: Database, org: string, month: string): Promise<void> {
  await withTenant(
    db,
    org,
    (tx) => tx`
      update archive_volumes
      set restored_at = least(restored_at, now() - make_interval(days => ${RESTORED_DAYS + 1}))
      where org_id = ${org} and month = ${month}::date and state = 'restored'`,
  );
}
