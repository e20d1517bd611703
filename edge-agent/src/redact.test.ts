import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { redact } from './redact.ts';

const KEY = 'tb_live_ab12cd34_canaryCANARYcanaryCANARYcanaryCANARYcanary1_x1y2z3';

describe('a log line', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', write: (line) => lines.push(line) });

  it('holds no secret, however deep, in whatever text', () => {
    log.info(`paired with ${KEY}`, {
      request: { headers: { authorization: `Bearer ${KEY}`, cookie: 'canary' }, list: [{ password: 'canary' }] },
      url: 'https://user:canary@cloud.example/x?token=canary&page=2',
      pem: '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----',
      employee: { pin: 'canary', pinVerifier: 'canary' },
      verifier: 'kept as $argon2id$v=19$m=64,t=1,p=1$canary$canary',
      said: 'tbs_canary, tba_canary and tbl_canary',
      jwt: 'eyJhbGciOiJFZERTQSJ9.canary.canary',
      error: new Error(`refused ${KEY}`, { cause: new Error(`token=${KEY}`) }),
    });
    log.child({ key: 'canary' }).warn('child');
    expect(lines).toHaveLength(2);
    expect(lines.join('').toLowerCase()).not.toContain('canary');
    expect(lines[0]).toContain('page=2');
  });
});

describe('what is taken out', () => {
  it('leaves the codes of faults readable and hides pairing codes', () => {
    expect(redact({ code: 'machine.jam' })).toEqual({ code: 'machine.jam' });
    expect(redact({ code: 'ECONNREFUSED' })).toEqual({ code: 'ECONNREFUSED' });
    expect(redact({ code: '7KM-3QX9P-VT2HD' })).toEqual({ code: '[hidden]' });
  });

  it('ends in a circle all the same', () => {
    const circle: Record<string, unknown> = {};
    circle['again'] = circle;
    expect(JSON.stringify(redact(circle))).toContain('[deep]');
  });
});
