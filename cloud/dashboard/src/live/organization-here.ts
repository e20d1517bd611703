/** Names the organization of a page to the API, which refuses it once the cookies are those of another. */
const ORGANIZATION_HEADER = 'tillbridge-organization';
export const OTHER_ORGANIZATION = 'session.other-organization';
const COOKIE = /(?:^|; )tb_organization=([^;]*)/;
/** For so long a window waits for the cookies that another one is just getting. */
const COOKIES_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** The organization in the heading of this page; null where there is no heading. */
export function organizationHere(): string | null {
  return document.querySelector<HTMLElement>('[data-organization]')?.dataset['organization'] ?? null;
}

export function organizationHeaders(): Readonly<Record<string, string>> {
  const here = organizationHere();
  return here === null ? {} : { [ORGANIZATION_HEADER]: here };
}

/** Whether another window went on in another organization. */
export function isElsewhere(organization: string | null): boolean {
  const cookie = COOKIE.exec(document.cookie)?.[1];
  return organization !== null && cookie !== undefined && cookie !== '' && cookie !== organization;
}

let leaving = false;

/** Leaves a page whose organization is no longer that of the session: nothing of it stays, and the next one says why. */
export function leaveOrganization(): void {
  if (leaving) return;
  leaving = true;
  const here = organizationHere();
  document.body.hidden = true;
  const until = Date.now() + COOKIES_WAIT_MS;
  const leave = () => {
    if (!isElsewhere(here) && Date.now() < until) setTimeout(leave, LOOK_EVERY_MS);
    else location.assign('/choose-organization?moved=1');
  };
  leave();
}
