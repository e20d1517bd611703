import postgres from 'postgres';

/** Names a session that has just ended, to every process that may hold its sockets, and whether another followed it. */
export const SESSION_ENDS_CHANNEL = 'tillbridge_session_ends';
/** Said behind the session where its person went on in another organization. */
export const SWITCHED = 'switched';
/** Names whose rights have just changed: an organization, and where it is one person, who. Rung by triggers. */
export const RIGHTS_CHANNEL = 'tillbridge_rights';

export interface SessionNews {
  ended(session: string, switched: boolean): void;
  rightsChanged(org: string, person: string | undefined): void;
  /** Called each time the connection stands: whatever was said before went unheard. */
  listening(): void;
}

/** A connection of its own, made again by itself when it breaks. Answers how to stop. */
export async function listenSessionEnds(url: string, news: SessionNews): Promise<() => Promise<void>> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'tillbridge-session-ends' },
  });
  await sql.listen(RIGHTS_CHANNEL, (text) => {
    const [org = '', person] = text.split(' ');
    news.rightsChanged(org, person);
  });
  const ended = (text: string) => {
    const [session = '', how] = text.split(' ');
    news.ended(session, how === SWITCHED);
  };
  await sql.listen(SESSION_ENDS_CHANNEL, ended, news.listening);
  return () => sql.end({ timeout: 1 });
}
