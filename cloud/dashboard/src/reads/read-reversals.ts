import 'server-only';
import type { ReversalList, ReversalState } from '@tillbridge/shared/reads-reversals';
import { callApi } from './call-api.ts';
import { pathWith } from './query.ts';

export interface ReversalsQuery {
  readonly state?: ReversalState | undefined;
  readonly shop?: string | undefined;
  readonly cursor?: string | undefined;
}

export function readReversals(query: ReversalsQuery): Promise<ReversalList> {
  return callApi<ReversalList>(pathWith('/api/v1/reversals', { ...query }));
}
