import type { SessionRows } from '@tillbridge/shared/reads-account';
import type { ReactNode } from 'react';
import { deviceLabel } from '../format/device.ts';
import type { Say } from '../words/say.ts';

export interface SessionsTableProps {
  readonly rows: SessionRows['rows'];
  readonly now: string;
  readonly say: Say;
  /** What can be done with one of them. */
  readonly act?: ((session: string) => ReactNode) | undefined;
}

/** Open sessions: which device, from where, by what proof, since when and how long unused. A list on a phone. */
export function SessionsTable({ rows, now, say, act }: SessionsTableProps) {
  return (
    <ul className="folk">
      {rows.map((row) => (
        <li key={row.id}>
          <div className="lead">
            <span className="strong">{deviceLabel(row.device) ?? say.t('session.unknownDevice')}</span>
            <span className="meta">{say.t(`session.by.${row.cameBy}`)}</span>
          </div>
          <div>
            <span className="soft">{row.address}</span>
            <span className="meta">{say.t('session.since', { age: say.age(row.since, now) })}</span>
          </div>
          <div>
            {row.current ? (
              <span className="strong">{say.t('session.here')}</span>
            ) : (
              <span className="soft">{say.t('session.lastUsed', { age: say.age(row.lastUsedAt, now) })}</span>
            )}
          </div>
          <div className="does">{!row.current && act?.(row.id)}</div>
        </li>
      ))}
    </ul>
  );
}
