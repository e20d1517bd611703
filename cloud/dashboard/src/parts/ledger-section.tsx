import type { ReactNode } from 'react';

export interface LedgerSectionProps {
  readonly id: string;
  readonly title: string;
  readonly act?: ReactNode;
  readonly children: ReactNode;
}

/** Settings of one matter under each other, with what changes them beside their name. */
export function LedgerSection({ id, title, act, children }: LedgerSectionProps) {
  return (
    <section className="sec" aria-labelledby={id}>
      <div className="bar">
        <h2 id={id}>{title}</h2>
        {act}
      </div>
      {children}
    </section>
  );
}

export interface LedgerRowProps {
  readonly term: string;
  /** Where the value comes from, and the way to another. */
  readonly origin?: ReactNode;
  readonly children: ReactNode;
}

export function LedgerRow({ term, origin, children }: LedgerRowProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {children}
        {origin}
      </dd>
    </div>
  );
}
