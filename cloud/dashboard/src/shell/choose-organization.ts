import { type Acted, type DoneOf, sendAct } from '../acts/send-act.ts';

const CHOOSE = '/api/v1/session/organization';

/** Goes on in an organization; whoever asks must load its next page whole, so that nothing read before stays. */
export function chooseOrganization(organization: string): Promise<Acted<DoneOf<typeof CHOOSE>>> {
  return sendAct({ path: CHOOSE, body: { organization } });
}
