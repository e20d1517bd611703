import { describe, expect, it } from 'vitest';
import { makeLog } from './make-log.ts';
import { redactLine, redactText } from './redact.ts';

const KEY = `tb_live_aB3dE6gH_${'s'.repeat(43)}_0aB1cD`;
const JWT = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';

function logged(write: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  write(makeLog('trace', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

describe('a log line', () => {
  const canaries = [KEY, JWT, 'hunter2-canary', 'refresh-canary'];
  const secretError = Object.assign(new Error(`connect postgres://app:hunter2-canary@db/x failed for ${KEY}`), {
    query: { headers: { cookie: 'tb_refresh=refresh-canary' } },
    cause: new Error(`Bearer ${JWT}`),
  });

  it.each<[string, (log: ReturnType<typeof makeLog>) => void]>([
    ['a field deep down', (log) => log.info({ a: { b: { c: [{ password: 'hunter2-canary', token: JWT }] } } })],
    ['a PIN and what it is compared with', (log) => log.info({ pin: 'hunter2-canary', pinVerifier: 'hunter2-canary' })],
    ['a hash in a text', (log) => log.info('$argon2id$v=19$m=1,t=1,p=1$hunter2-canary$x')],
    [
      'a header',
      (log) => log.info({ headers: { authorization: `Bearer ${JWT}`, cookie: 'tb_refresh=refresh-canary' } }),
    ],
    ['the message', (log) => log.info(`key ${KEY} and tb_access=${JWT}; tb_refresh=refresh-canary`)],
    ['an argument of the message', (log) => log.info('key %s', KEY)],
    ['an error with its stack, cause and fields', (log) => log.error({ err: secretError }, 'failed')],
    ['an error alone', (log) => log.error(secretError)],
    ['an address', (log) => log.info({ url: `/x?token=hunter2-canary&next=1` })],
    [
      'a request',
      (log) =>
        log.info({ req: { method: 'GET', url: '/x?code=hunter2-canary', headers: { cookie: 'refresh-canary' } } }),
    ],
    ['a key in PEM', (log) => log.info(`-----BEGIN PRIVATE KEY-----\nhunter2-canary\n-----END PRIVATE KEY-----`)],
    ['a child logger', (log) => log.child({ session: { secret: 'hunter2-canary' } }).info('x')],
  ])('tells no secret of %s', (_name, write) => {
    const line = logged(write);
    expect(line).not.toBe('');
    for (const canary of canaries) expect(line).not.toContain(canary);
  });

  it('keeps what an operator needs', () => {
    const line = logged((log) =>
      log.error({ err: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), shop: 'HDY' }),
    );
    expect(line).toContain('ECONNREFUSED');
    expect(line).toContain('HDY');
  });
});

describe('redaction', () => {
  it('cuts what lies too deep, and redacts a line that is no JSON as text', () => {
    const deep = `${'{"a":'.repeat(20)}"hunter2-canary"${'}'.repeat(20)}`;
    expect(redactLine(deep)).toContain('[deep]');
    expect(redactLine(`no json, but ${KEY}`)).toBe('no json, but tb_live_[redacted]');
    expect(redactLine('{"text":"code 7KM-3QX9P-VT2HD"}')).toBe('{"text":"code [pairing code]"}\n');
  });

  it('leaves ordinary text alone', () => {
    const text = 'Shop HDY sold ฿1,275 at 14:32, tokens of appreciation included';
    expect(redactText(text)).toBe(text);
  });
});
