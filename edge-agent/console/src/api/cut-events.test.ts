import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutEvents, type StreamEvent } from './cut-events.ts';

const STREAM =
  ': here\n\nevent: snapshot\ndata: {"a":"ประตู"}\n\nevent: machines\ndata: [1]\n\n: here\n\ndata: two\ndata: lines\n\n';
const WHOLE = cutEvents(STREAM).events;

describe('a stream of events', () => {
  it('is read event by event, and signs of life are none', () => {
    expect(WHOLE).toEqual([
      { name: 'snapshot', data: '{"a":"ประตู"}' },
      { name: 'machines', data: '[1]' },
      { name: 'message', data: 'two\nlines' },
    ]);
  });

  it('gives the same events wherever the line cuts it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 8 }), (cuts) => {
        const edges = [0, ...[...cuts].sort((a, b) => a - b), STREAM.length];
        const heard: StreamEvent[] = [];
        let rest = '';
        edges.slice(1).forEach((edge, at) => {
          const cut = cutEvents(rest + STREAM.slice(edges[at], edge));
          heard.push(...cut.events);
          rest = cut.rest;
        });
        expect(heard).toEqual(WHOLE);
      }),
    );
  });

  it('keeps an unfinished event for later', () => {
    expect(cutEvents('event: machines\ndata: [1]\n')).toEqual({ events: [], rest: 'event: machines\ndata: [1]\n' });
  });
});
