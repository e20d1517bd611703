/** What a byte port tells its owner. `onClosed` comes at most once; nothing comes after it. */
export interface BytePortEvents {
  onBytes(bytes: Uint8Array): void;
  onClosed(reason: string): void;
  /** The other side raised or dropped its ready line (CTS), where the port has one. */
  onReady?(ready: boolean): void;
}

/** An open line of bytes, whatever carries it. */
export interface BytePort {
  /** For logs: a path, or host and port. */
  readonly name: string;
  /** Hands bytes to the system; false when the port is closed. Failures later come as `onClosed`. */
  write(bytes: Uint8Array): boolean;
  /** Closes without `onClosed`. */
  close(): Promise<void>;
}

/** Opens the port; rejects with a plain Error when it is not there. */
export type OpenBytePort = (events: BytePortEvents) => Promise<BytePort>;
