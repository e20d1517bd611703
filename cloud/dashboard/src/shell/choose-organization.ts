import { type Acted, sendAct } from '../acts/send-act.ts';

export interface Choice {
  readonly organization: string;
  readonly switched: boolean;
}

/** Goes on in an organization; whoever asks must load its next page whole, so that nothing read before stays. */
export function chooseOrganization(organization: string): Promise<Acted<Choice>> {
  return sendAct({ path: '/api/v1/session/organization', body: { organization } });
}
