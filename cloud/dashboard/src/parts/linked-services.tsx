import type { IdentityRows } from '@tillbridge/shared/reads-providers';
import type { ReactNode } from 'react';
import type { Say } from '../words/say.ts';

export interface LinkedServicesProps {
  readonly identities: IdentityRows;
  readonly now: string;
  readonly say: Say;
  readonly acts:
    | {
        readonly link: (service: IdentityRows['providers'][number]) => ReactNode;
        readonly unlink: (identity: IdentityRows['rows'][number]) => ReactNode;
      }
    | undefined;
}

/** There is no shop to take a clock from; the product's first home is Thailand. */
const HOME_ZONE = 'Asia/Bangkok';

/** By which services the reader signs in, and by which they could. Nothing where the organization has none. */
export function LinkedServices({ identities, now, say, acts }: LinkedServicesProps) {
  const { rows, providers } = identities;
  if (rows.length === 0 && providers.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="linked">
      <div className="bar">
        <h2 id="linked">{say.t('services.linked')}</h2>
      </div>
      <dl className="ledger">
        {rows.map((row) => (
          <div key={row.id}>
            <dt>{row.label}</dt>
            <dd>
              {say.t('services.linkedAt', { day: say.dayAt(row.linkedAt, HOME_ZONE, 'medium') })}
              <p className="meta">
                {row.lastUsedAt === null
                  ? say.t('services.unused')
                  : say.t('services.used', { age: say.age(row.lastUsedAt, now) })}
              </p>
            </dd>
            <dd className="does">{acts?.unlink(row)}</dd>
          </div>
        ))}
        {providers
          .filter(({ id }) => rows.every(({ provider }) => provider !== id))
          .map((service) => (
            <div key={service.id}>
              <dt>{service.label}</dt>
              <dd className="soft">{say.t('services.notLinked')}</dd>
              <dd className="does">{acts?.link(service)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
