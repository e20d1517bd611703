import type { ProviderRows } from '@tillbridge/shared/reads-providers';
import type { ReactNode } from 'react';
import { Crumbs } from '../parts/crumbs.tsx';
import type { Say } from '../words/say.ts';

export interface ServicesRead {
  readonly services: ProviderRows;
}

/** What can be pressed, by its place; it arrives after the page stands. */
export interface ServicesActs {
  readonly add: ReactNode;
  readonly copy: (text: string, what: string) => ReactNode;
  readonly remove: (service: ProviderRows['rows'][number]) => ReactNode;
}

export interface ServicesViewProps extends ServicesRead {
  readonly say: Say;
  readonly acts?: ServicesActs;
}

/** By which services people of the organization may sign in, with the addresses that have to be handed on. */
export function ServicesView({ services, say, acts }: ServicesViewProps) {
  const { rows, signInPage } = services;
  return (
    <>
      <Crumbs steps={[{ href: '/people', word: say.t('people.title') }]} here={say.t('services.title')} say={say} />
      <header className="head">
        <div>
          <h1>{say.t('services.title')}</h1>
          <p className="sub">{say.t('services.why')}</p>
        </div>
        <div className="tools">{acts?.add}</div>
      </header>
      {rows.length === 0 ? (
        <div className="empty mt-6">
          <h2>{say.t('services.none')}</h2>
          <p className="soft">{say.t('services.noneNext')}</p>
        </div>
      ) : (
        <section className="sec" aria-labelledby="page">
          <div className="bar">
            <h2 id="page">{say.t('services.page')}</h2>
          </div>
          <p className="soft">{say.t('services.pageWhy')}</p>
          <dl className="ledger mt-4">
            <Address term={say.t('services.link')} text={signInPage} acts={acts} />
          </dl>
        </section>
      )}
      {rows.map((service) => (
        <section className="sec" key={service.id} aria-labelledby={service.id}>
          <div className="bar">
            <h2 id={service.id}>{service.label}</h2>
            {acts?.remove(service)}
          </div>
          <dl className="ledger">
            <Address term={say.t('services.redirect')} text={service.redirectUri} acts={acts} />
            <Line term={say.t('services.issuer')}>{service.issuer}</Line>
            <Line term={say.t('services.clientId')}>{service.clientId}</Line>
            <Line term={say.t('services.scopes')}>{service.scopes}</Line>
            <div>
              <dt>{say.t('services.people')}</dt>
              <dd>{say.t('people.count', { n: service.people })}</dd>
            </div>
          </dl>
        </section>
      ))}
    </>
  );
}

interface AddressProps {
  readonly term: string;
  readonly text: string;
  readonly acts: ServicesActs | undefined;
}

function Address({ term, text, acts }: AddressProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="mono">{text}</dd>
      <dd className="does">{acts?.copy(text, term)}</dd>
    </div>
  );
}

function Line({ term, children }: { readonly term: string; readonly children: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="mono">{children}</dd>
    </div>
  );
}
