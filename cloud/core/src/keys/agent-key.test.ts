import { agentKeyText, parseAgentKey } from '@tillbridge/shared/agent-key-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacOfKey, isKeyOf, makeAgentKey } from './agent-key.ts';

const PEPPER = Buffer.from('a pepper that is long enough to be one');

describe('an agent key', () => {
  it('comes back from its text, also where its secret holds an underscore', () => {
    const secret = '_-'.repeat(21).concat('_');
    expect(parseAgentKey(agentKeyText('live', { id: 'abcdefgh', secret }))).toEqual({ id: 'abcdefgh', secret });
    const drawn = makeAgentKey('test');
    expect(parseAgentKey(drawn.text)).toEqual({ id: drawn.id, secret: drawn.secret });
  });

  it('shows every single mistyped character', () => {
    const { text } = makeAgentKey('live');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'0aZ_- é'), (at, typed) => {
        fc.pre(text[at] !== typed);
        expect(() => parseAgentKey(`${text.slice(0, at)}${typed}${text.slice(at + 1)}`)).toThrow('agent.key-malformed');
      }),
    );
  });

  it('is kept in a form that only key and pepper together bring about', () => {
    const key = makeAgentKey('live');
    expect(isKeyOf(PEPPER, key, hmacOfKey(PEPPER, key))).toBe(true);
    expect(isKeyOf(Buffer.from('another pepper'), key, hmacOfKey(PEPPER, key))).toBe(false);
    expect(isKeyOf(PEPPER, { ...key, secret: makeAgentKey('live').secret }, hmacOfKey(PEPPER, key))).toBe(false);
    expect(isKeyOf(PEPPER, key, Buffer.alloc(1))).toBe(false);
  });
});
