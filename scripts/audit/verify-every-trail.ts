import { type SecondPlace, verifyAudit } from '@tillbridge/core/audit/verify-audit';
import type { Database } from '@tillbridge/core/db/client';
import { everyOrganization } from '@tillbridge/core/upkeep/every-organization';
import type { AuditCheck } from '@tillbridge/shared/reads-audit';

export interface EveryTrail {
  readonly sound: boolean;
  readonly checks: readonly ({ readonly org: string } & AuditCheck)[];
  /** One line a trail, and one a break below it. */
  readonly text: string;
}

/** Walks the trail of every organization, one after the other. */
export async function verifyEveryTrail(db: Database, second: SecondPlace | undefined): Promise<EveryTrail> {
  const checks: EveryTrail['checks'][number][] = [];
  for (const org of await everyOrganization(db)) checks.push({ org, ...(await verifyAudit(db, org, second)) });
  return { sound: checks.every((check) => check.sound), checks, text: checks.map(lines).join('') };
}

function lines({ org, sound, events, breaks, checkpoints }: EveryTrail['checks'][number]): string {
  const outside =
    checkpoints.place === 'read'
      ? `${checkpoints.count} checkpoints`
      : checkpoints.place === 'none'
        ? 'no second place is set up'
        : 'the second place does not answer';
  const told = breaks.map(({ kind, from, to }) => `  ${kind.padEnd(20)} ${from === to ? from : `${from} to ${to}`}\n`);
  return `${sound ? 'sound ' : 'BROKEN'}  ${org}  ${events} events, ${outside}\n${told.join('')}`;
}
