import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

export interface MailSink {
  /** Where a worker sends its mails. */
  readonly url: string;
  stop(): Promise<void>;
}

const MAIL_BYTES_MAX = 1024 * 1024;

/** A mail server on the loopback that delivers nothing: each mail becomes a file that any mail program opens. */
export async function startMailSink(folder: string): Promise<MailSink> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAIL_BYTES_MAX,
    onData(stream, _session, done) {
      keep(folder, stream).then(
        () => done(),
        // A full disk is no end of the stack: the worker keeps the mail and tries again.
        () => done(Object.assign(new Error('the mail could not be kept'), { responseCode: 452 })),
      );
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Answered only when the file stands under its name, whole; names sort by time and hold nothing of the sender's. */
async function keep(folder: string, stream: SMTPServerDataStream): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new Error('too large');
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const file = join(folder, `${time}-${randomBytes(3).toString('hex')}.eml`);
  await writeFile(`${file}.new`, Buffer.concat(chunks), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
