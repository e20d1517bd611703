import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A real mail server on the loopback, and what came to it. */
export interface Mailbox {
  readonly url: string;
  /** While true the server answers every mail with a passing failure. */
  refuse: boolean;
  /** While true the server takes every mail whole and answers none of them. */
  mute: boolean;
  lastTo(address: string): string | undefined;
  headersTo(address: string): string;
  countTo(address: string): number;
  /** What stands behind the `#` of the link in the last mail. */
  tokenTo(address: string): string;
  close(): Promise<void>;
}

interface Received {
  readonly to: readonly string[];
  readonly headers: string;
  readonly text: string;
}

export async function openMailbox(): Promise<Mailbox> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (mailbox.refuse) return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
        received.push(
          parse(
            Buffer.concat(chunks).toString(),
            session.envelope.rcptTo.map((to) => to.address),
          ),
        );
        return mailbox.mute ? undefined : done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const mailsTo = (address: string) => received.filter((mail) => mail.to.includes(address));
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    refuse: false,
    mute: false,
    lastTo: (address) => mailsTo(address).at(-1)?.text,
    headersTo: (address) => mailsTo(address).at(-1)?.headers ?? '',
    countTo: (address) => mailsTo(address).length,
    tokenTo: (address) => /#([\w-]+)/.exec(mailsTo(address).at(-1)?.text ?? '')?.[1] ?? '',
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailbox;
}

function parse(raw: string, to: readonly string[]): Received {
  const [headers = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const text = /content-transfer-encoding: base64/i.test(headers)
    ? Buffer.from(body, 'base64').toString()
    : fromQuotedPrintable(body);
  return { to, headers, text };
}

function fromQuotedPrintable(body: string): string {
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
