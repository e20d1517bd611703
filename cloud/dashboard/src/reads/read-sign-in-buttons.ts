import 'server-only';
import { callApi } from './call-api.ts';

interface Buttons {
  readonly rows: readonly { readonly id: string; readonly label: string }[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The sign-in services of an organization; for anything that is no organization there are none. */
export async function readSignInButtons(organization: string): Promise<Buttons['rows']> {
  if (!UUID.test(organization)) return [];
  return (await callApi<Buttons>(`/api/v1/organizations/${organization}/providers`)).rows;
}
