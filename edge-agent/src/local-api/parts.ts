import type { Limits } from '@tillbridge/shared/configuration';
import type { Counter } from '../counter/counter.ts';
import type { Log } from '../log.ts';
import type { Approvals } from '../people/approvals.ts';
import type { People } from '../people/people.ts';
import type { Sessions } from '../people/sessions.ts';
import type { ShiftDesk } from '../shift/shift-desk.ts';
import type { Tills } from './tills.ts';

/** Everything the local API stands on. */
export interface LocalApiParts {
  readonly agent: string;
  readonly software: string;
  readonly counter: Counter;
  /** What `GET /v1/status` answers. */
  readonly status: () => unknown;
  /** What a screen watches, part by part; told whenever a part is another than before. */
  readonly watched: () => Readonly<Record<string, unknown>>;
  readonly tills: Tills;
  readonly people: People;
  readonly sessions: Sessions;
  readonly approvals: Approvals;
  readonly shift: ShiftDesk;
  readonly limits: () => Limits;
  /** Whether an operation was begun before, so that asking again for its outcome needs no new approval. */
  readonly isKnown: (operation: string) => boolean;
  readonly log: Log;
}
