import { checksum } from './checksum.ts';
import { DATA_BYTES_MAX, DC1, ETX, STX } from './constants.ts';

/** Bytes of one command: STX DC1 CMD LEN LEN DATA ETX BCC. `data` is ASCII. Throws RangeError above 255 characters. */
export function hostFrame(command: number, data = ''): Uint8Array {
  if (data.length > DATA_BYTES_MAX) throw new RangeError(`data of ${data.length} bytes does not fit a frame`);
  const frame = new Uint8Array(data.length + 7);
  const length = data.length.toString(16).toUpperCase().padStart(2, '0');
  frame.set([STX, DC1, command, length.charCodeAt(0), length.charCodeAt(1)]);
  for (let i = 0; i < data.length; i++) frame[5 + i] = data.charCodeAt(i);
  frame[5 + data.length] = ETX;
  frame[6 + data.length] = checksum(frame, 1, 6 + data.length);
  return frame;
}
