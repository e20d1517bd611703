import 'server-only';
import type { ReversalList } from '@tillbridge/shared/reads-reversals';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export function readReversals(query: QueryOf<'/api/v1/reversals'>): Promise<ReversalList> {
  return callApi((api) => api.GET('/api/v1/reversals', { params: { query: given(query) } }));
}
