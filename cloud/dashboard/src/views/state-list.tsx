import Link from 'next/link';
import type { ReactNode } from 'react';
import { ListPages } from '../parts/list-pages.tsx';
import { pathWith } from '../reads/query.ts';
import { type FilterField, ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

export interface StateListProps<State extends string> {
  readonly path: string;
  readonly title: string;
  readonly lead: ReactNode;
  /** The states that something here is in; the first is shown where the address names none. */
  readonly states: readonly [State, ...State[]];
  readonly state: State;
  /** What the row of states is called for whoever only hears it. */
  readonly label: string;
  readonly wordOf: (state: State) => string;
  /** How many wait in a state, where that is told. */
  readonly counts?: Partial<Readonly<Record<State, number>>>;
  readonly filters: readonly FilterField[];
  /** What stands before the states. */
  readonly tools?: ReactNode;
  readonly cursor: string | undefined;
  readonly next: string | undefined;
  /** What is said where nothing is in this state; undefined where something is. */
  readonly none: { readonly title: string; readonly next: string } | undefined;
  readonly say: Say;
  readonly children: ReactNode;
}

/** A worklist by state: head, states, filters, rows, pages. State, filters and place live in the address. */
export function StateList<State extends string>(list: StateListProps<State>) {
  const { path, title, states, state, counts, filters, none, say } = list;
  const chosen = Object.fromEntries(filters.map(({ name, value }) => [name, value === '' ? undefined : value]));
  const at = (wanted: State) => pathWith(path, { state: wanted === states[0] ? undefined : wanted, ...chosen });
  return (
    <>
      <header className="head">
        <div>
          <h1>{title}</h1>
          <p className="sub">{list.lead}</p>
        </div>
        <div className="tools">
          {list.tools}
          <nav className="seg" aria-label={list.label}>
            {states.map((each) => (
              <Link key={each} href={at(each)} aria-current={each === state ? 'page' : undefined}>
                {list.wordOf(each)}
                {counts?.[each] !== undefined && <span className="meta ml-1">{counts[each]}</span>}
              </Link>
            ))}
          </nav>
          <ListFilter path={path} kept={state === states[0] ? {} : { state }} fields={filters} />
        </div>
      </header>
      <section className="mt-6" aria-label={title}>
        {none === undefined ? (
          list.children
        ) : (
          <div className="empty">
            <h2>{none.title}</h2>
            <p className="soft">{none.next}</p>
          </div>
        )}
        <ListPages first={at(state)} cursor={list.cursor} next={list.next} say={say} />
      </section>
    </>
  );
}
