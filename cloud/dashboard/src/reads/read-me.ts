import 'server-only';
import type { Me } from '@tillbridge/shared/reads';
import { cache } from 'react';
import { callApi } from './call-api.ts';

/** Who asks, once a request. */
export const readMe = cache((): Promise<Me> => callApi((api) => api.GET('/api/v1/me')));
