import 'server-only';
import type { OwnOrganizations } from '@tillbridge/shared/reads-account';
import { callApi } from './call-api.ts';

/** Among which organizations whoever asks may go on. */
export const readOrganizations = (): Promise<OwnOrganizations> =>
  callApi((api) => api.GET('/api/v1/session/organizations'));
