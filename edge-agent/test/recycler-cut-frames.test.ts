import { CONTROL, DLE, FRAME_BYTES_MAX } from '@tillbridge/edge-agent/recycler/glory-300/constants';
import { createFrameCutter, dataText, type Heard } from '@tillbridge/edge-agent/recycler/glory-300/cut-frames';
import { hostFrame } from '@tillbridge/edge-agent/recycler/glory-300/host-frame';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const CONTROLS = Object.values(CONTROL);

/** A data answer, made apart from the product's code. */
function answer(data: string): number[] {
  const body = [...data.length.toString(16).toUpperCase().padStart(2, '0'), ...data].map((c) => c.charCodeAt(0));
  const checked = [...body, 0x03];
  return [0x10, 0x02, ...checked, checked.reduce((bcc, byte) => bcc ^ byte, 0)];
}

/** Values as text, noise joined, so that two cuttings can be compared. */
function spoken(heard: readonly Heard[]): string[] {
  const out: string[] = [];
  for (const one of heard) {
    if (one.kind === 'data') out.push(`data ${dataText(one)}`);
    else if (one.kind === 'control') out.push(`control ${one.byte}`);
    else {
      const hex = Buffer.from(one.bytes.slice(one.from, one.to)).toString('hex');
      const last = out.at(-1);
      if (last?.startsWith('noise ')) out[out.length - 1] = `${last}${hex}`;
      else out.push(`noise ${hex}`);
    }
  }
  return out;
}

function cutAll(chunks: readonly (readonly number[])[]): Heard[] {
  const cutter = createFrameCutter();
  const heard = chunks.flatMap((chunk) => cutter.push(Uint8Array.from(chunk)));
  while (cutter.pending() > 0) heard.push(...cutter.giveUp());
  return heard;
}

const text = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 255,
});
const control = fc.constantFrom(...CONTROLS);
const quietNoise = fc
  .integer({ min: 0, max: 255 })
  .filter((byte) => byte !== DLE && !CONTROLS.some((one) => one === byte));
const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 400 });

function cutAt(all: readonly number[], cuts: readonly number[]): number[][] {
  const places = [...new Set(cuts.map((cut) => cut % (all.length + 1)))].sort((a, b) => a - b);
  const chunks: number[][] = [];
  let from = 0;
  for (const place of [...places, all.length]) {
    chunks.push(all.slice(from, place));
    from = place;
  }
  return chunks;
}

describe('cutting frames', () => {
  test('the two frames of the protocol description', () => {
    expect(Buffer.from(hostFrame(0x45)).toString('hex')).toBe('02114530300357');
    expect(Buffer.from(hostFrame(0x31, '001350')).toString('hex')).toBe('02113130363030313335300322');
  });

  test('a data answer and a control byte, each in its place', () => {
    expect(spoken(cutAll([[0x06, ...answer('0123'), 0x17]]))).toEqual(['control 6', 'data 0123', 'control 23']);
  });

  test('any cut of any bytes gives the same frames and the same noise', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.array(fc.nat(400), { maxLength: 20 }),
        fc.array(text, { maxLength: 3 }),
        (junk, cuts, texts) => {
          const all = [...junk, ...texts.flatMap(answer)];
          expect(spoken(cutAll(cutAt(all, cuts)))).toEqual(spoken(cutAll([all])));
        },
      ),
    );
  });

  test('byte by byte is the same as all at once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            text.map(answer),
            control.map((byte) => [byte]),
          ),
          { maxLength: 8 },
        ),
        (parts) => {
          const all = parts.flat();
          expect(spoken(cutAll(all.map((byte) => [byte])))).toEqual(spoken(cutAll([all])));
          expect(cutAll([all]).some((heard) => heard.kind === 'noise')).toBe(false);
        },
      ),
    );
  });

  test('noise costs only itself: the frames and control bytes around it all come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(quietNoise, { maxLength: 12 }), fc.oneof(text, control)), {
          minLength: 1,
          maxLength: 8,
        }),
        (parts) => {
          const all = parts.flatMap(([noise, said]) => [
            ...noise,
            ...(typeof said === 'string' ? answer(said) : [said]),
          ]);
          const heard = spoken(cutAll([all])).filter((line) => !line.startsWith('noise'));
          expect(heard).toEqual(
            parts.map(([, said]) => (typeof said === 'string' ? `data ${said}` : `control ${said}`)),
          );
        },
      ),
    );
  });

  test('a start byte without its end gives up one byte, not the frame behind it', () => {
    expect(spoken(cutAll([[0x10, ...answer('AB')]]))).toEqual(['noise 10', 'data AB']);
    expect(spoken(cutAll([[0x10, 0x02, 0x30, 0x39, ...answer('AB')]]))).toEqual(['noise 10023039', 'data AB']);
    expect(spoken(cutAll([[0x10, 0x02, 0x46, 0x46, ...answer('AB')]]))).toEqual(['noise 10024646', 'data AB']);
  });

  test('one damaged byte anywhere in a frame loses that frame and never invents another', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (said, place, change) => {
        const frame = answer(said);
        const at = place % frame.length;
        const damaged = frame.map((byte, i) => (i === at ? byte ^ change : byte));
        const frames = cutAll([[...damaged, ...answer('NEXT')]]).filter((heard) => heard.kind === 'data');
        expect(frames.map((heard) => heard.kind === 'data' && dataText(heard))).toEqual(['NEXT']);
      }),
    );
  });

  test('bytes are told apart by their place: a checksum that looks like a control byte is none', () => {
    fc.assert(
      fc.property(text, (said) => {
        const frame = answer(said);
        fc.pre(CONTROLS.some((byte) => byte === frame.at(-1)));
        expect(spoken(cutAll([frame]))).toEqual([`data ${said}`]);
      }),
      { numRuns: 300 },
    );
  });

  test('a control byte right after noise is suspect, one after a quiet line is not', () => {
    const cutter = createFrameCutter();
    const damaged = answer('01');
    damaged[4] = 0x7f;
    damaged[damaged.length - 1] = CONTROL.ACK;
    expect(cutter.push(Uint8Array.from(damaged)).at(-1)).toEqual({ kind: 'control', byte: CONTROL.ACK, suspect: true });
    cutter.settle();
    expect(cutter.push(Uint8Array.of(CONTROL.ACK))).toEqual([{ kind: 'control', byte: CONTROL.ACK, suspect: false }]);
  });

  test('no input throws, and no more than one frame is ever kept', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 6 }), (chunks) => {
        const cutter = createFrameCutter();
        for (const chunk of chunks) {
          cutter.push(chunk);
          expect(cutter.pending()).toBeLessThanOrEqual(FRAME_BYTES_MAX);
        }
        while (cutter.pending() > 0) cutter.giveUp();
      }),
    );
  });
});
