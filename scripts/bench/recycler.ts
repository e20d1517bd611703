import { checksum } from '@tillbridge/edge-agent/recycler/glory-300/checksum';
import { createFrameCutter } from '@tillbridge/edge-agent/recycler/glory-300/cut-frames';
import { type Bench, inTurn, ratioRow } from './bench.ts';

const STREAM_BYTES = 32 * 1024 * 1024;
/** What one read of a serial driver or a converter may bring at most. */
const CHUNK_BYTES = 65_536;
const NOISE_SHARE = 0.01;
const GOAL_MB_PER_S = 50;

/** A stream of stock answers as the machine sends them, with 1 % of its bytes changed. The same one each time. */
function noisyStream(): Uint8Array {
  const data = '0'.repeat(118);
  const body = new TextEncoder().encode(`${data.length.toString(16).toUpperCase().padStart(2, '0')}${data}\u0003`);
  const frame = new Uint8Array(body.length + 3);
  frame.set([0x10, 0x02]);
  frame.set(body, 2);
  frame[frame.length - 1] = body.reduce((sum, byte) => sum ^ byte, 0);
  const stream = new Uint8Array(STREAM_BYTES);
  for (let at = 0; at + frame.length <= stream.length; at += frame.length) stream.set(frame, at);
  let dice = 1;
  for (let hits = STREAM_BYTES * NOISE_SHARE; hits > 0; hits--) {
    dice = (Math.imul(dice, 1_103_515_245) + 12_345) >>> 0;
    stream[dice % STREAM_BYTES] = dice >>> 24;
  }
  return stream;
}

function megabytesPerSecond(work: () => void): number {
  const begun = process.hrtime.bigint();
  work();
  return STREAM_BYTES / 1_000_000 / (Number(process.hrtime.bigint() - begun) / 1e9);
}

export const recycler: Bench = {
  id: 'recycler',
  what: 'frames cut from a byte stream with 1 % noise, against one XOR pass over the bytes',
  async run(progress) {
    const stream = noisyStream();
    let sink = 0;
    const ours = async () =>
      megabytesPerSecond(() => {
        const cutter = createFrameCutter();
        for (let at = 0; at < stream.length; at += CHUNK_BYTES) {
          sink += cutter.push(stream.subarray(at, at + CHUNK_BYTES)).length;
        }
      });
    const pass = async () =>
      megabytesPerSecond(() => {
        sink += checksum(stream, 0, stream.length);
      });
    const rates = await inTurn(ours, pass, progress);
    const row = ratioRow('recycler', 'MB/s', rates, 0.25, sink > 0 ? undefined : 'nothing was cut');
    return { ...row, goal: `≥ ${GOAL_MB_PER_S} MB/s and ${row.goal}`, met: row.met && rates.ours >= GOAL_MB_PER_S };
  },
};
