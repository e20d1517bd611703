import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPath } from './local-path.ts';
import { readSettings } from './settings.ts';

const none = () => undefined;

describe('settings', () => {
  it('follow the browser until somebody chooses, and Thai shows the Buddhist year', () => {
    expect(readSettings(none, 'th-TH,th;q=0.9,en;q=0.8')).toEqual({
      language: 'th',
      theme: 'system',
      year: 'buddhist',
    });
    expect(readSettings(none, 'en-US,th;q=0.5')).toEqual({ language: 'en', theme: 'system', year: 'gregorian' });
    expect(readSettings(none, '')).toMatchObject({ language: 'en' });
  });

  it('keep a choice whatever the browser says, and ignore values that are none', () => {
    const jar: Record<string, string> = { tb_language: 'en', tb_theme: 'purple', tb_year: 'buddhist' };
    expect(readSettings((name) => jar[name], 'th')).toEqual({ language: 'en', theme: 'system', year: 'buddhist' });
  });
});

describe('the way back after a choice or a sign-in', () => {
  it('stays on this site', () => {
    for (const bad of [
      '//evil.test',
      '/\\evil.test',
      'https://evil.test',
      '',
      '/a\\b',
      '/a\nb',
      'javascript:1',
      null,
      undefined,
    ]) {
      expect(localPath(bad)).toBe('/');
    }
    expect(localPath('/shops/1?day=2026-11-20')).toBe('/shops/1?day=2026-11-20');
  });

  it('is the same host for any text at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(new URL(localPath(text), 'http://here.test').host).toBe('here.test');
      }),
    );
  });
});
