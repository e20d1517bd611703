import type { RawFrame } from '../glory-300/frame-ring.ts';
import type { Timing } from '../timing.ts';
import type { FccPace } from './converse.ts';
import type { FccTable } from './fcc-table.ts';
import type { SessionMemory, SignIn } from './machine-line.ts';

export interface GloryFccSettings {
  readonly url: string;
  /** Where the machine dials: `listen` is this PC's side, `announce` what the machine is told. */
  readonly events: { readonly listen: string; readonly announce: string; readonly port: number };
  readonly table: FccTable;
  /** Switches of the machine, read from its settings; they must agree with it. */
  readonly switches: {
    readonly session: boolean;
    readonly occupy: boolean;
    /** Change does the whole sale; cashin takes the money, and change is a payout of its own. */
    readonly sale: 'change' | 'cashin';
    readonly refundOnShortage: boolean;
  };
  readonly signIn: SignIn;
  readonly memory: SessionMemory;
  readonly timing: Timing;
  readonly pace?: Partial<FccPace>;
  readonly onFrame?: (frame: RawFrame) => void;
}
