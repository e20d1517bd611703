import { FAULTS } from '@tillbridge/shared/faults';
import { Fault } from '@tillbridge/shared/faults/fault';
import { describe, expect, it } from 'vitest';
import { faultOf } from './fault-of.ts';
import { languageOf, problemOf } from './problem.ts';

const wish = { requestId: 'r', language: 'en' as const };

describe('a problem', () => {
  it.each(Object.keys(FAULTS))('tells meaning and remedy of %s', (code) => {
    const problem = problemOf({ ...wish, code });
    expect(problem.code).toBe(code);
    expect(problem.title).not.toBe('');
    expect(problem.remedy).not.toBe('');
    expect(problem.status).toBeGreaterThanOrEqual(400);
  });

  it('never tells a code that is not in the table', () => {
    expect(problemOf({ ...wish, code: 'select * from' })).toMatchObject({ code: 'api.broken', status: 500 });
  });

  it('tells nothing of a bug but that it happened', () => {
    const verdict = faultOf(new Error('password=hunter2 at line 3'));
    expect(verdict).toEqual({ code: 'api.broken', bug: true });
  });

  it.each([
    ['ECONNREFUSED', 'api.unavailable'],
    ['CONNECTION_CLOSED', 'api.unavailable'],
    ['08006', 'api.unavailable'],
    ['23505', 'api.broken'],
  ])('reads %s of the database as %s', (code, expected) => {
    expect(faultOf(Object.assign(new Error('x'), { code }))).toMatchObject({ code: expected });
  });

  it('reads what ends the connection as the database being away, whatever its code', () => {
    const stopping = Object.assign(new Error('terminating connection'), { code: '57P01', severity: 'FATAL' });
    expect(faultOf(stopping)).toMatchObject({ code: 'api.unavailable', bug: false });
  });

  it('keeps the wait of a throttle', () => {
    expect(faultOf(new Fault('api.throttled', { retryAfterMs: 1_500 }))).toMatchObject({
      retryAfterMs: 1_500,
      bug: false,
    });
  });

  it.each([
    ['th', 'th'],
    ['th-TH,en;q=0.5', 'th'],
    ['en,th', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ['thx', 'en'],
  ])('speaks for %j the language %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
