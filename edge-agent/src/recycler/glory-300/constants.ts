/** Tables of the protocol, shared by the driver and the simulator. Tables only: no logic lives here. */

export const STX = 0x02;
export const ETX = 0x03;
export const EOT = 0x04;
export const ENQ = 0x05;
export const DLE = 0x10;
export const DC1 = 0x11;

/** Single bytes the machine answers with. */
export const CONTROL = {
  ACK: 0x06,
  ETB: 0x17,
  DC2: 0x12,
  DC3: 0x13,
  DC4: 0x14,
  SUB: 0x1a,
  SOH: 0x01,
  EM: 0x19,
  BEL: 0x07,
  CAN: 0x18,
  NAK: 0x15,
  FS: 0x1c,
} as const;

export const COMMAND = {
  RESET: 0x30,
  PAY_AMOUNT: 0x31,
  READ_STOCK: 0x32,
  CLEAR: 0x33,
  MEMORY: 0x34,
  PAY_PIECES: 0x35,
  CONNECT_MODE: 0x36,
  DATE_TIME: 0x37,
  COLLECT: 0x38,
  STATE: 0x3b,
  READ_DEPOSIT: 0x41,
  START_DEPOSIT: 0x45,
  END_DEPOSIT: 0x46,
  STOP_DEPOSIT: 0x47,
  RESTART_DEPOSIT: 0x48,
} as const;

/** Longest data part: LEN is two hex digits. */
export const DATA_BYTES_MAX = 0xff;
/** DLE STX LEN LEN … ETX BCC */
export const FRAME_BYTES_MAX = DATA_BYTES_MAX + 6;

/**
 * The ten denominations are positions named after their yen values. Ours is the order of the deposit reading;
 * stock and payout by pieces use another one. Each entry is an index into POSITIONS.
 */
export const POSITIONS = [10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1] as const;
export const NOTE_POSITIONS = 4;
/** 2000 10000 5000 1000, then the coins. */
export const STOCK_ORDER = [2, 0, 1, 3, 4, 5, 6, 7, 8, 9] as const;

export const COUNT_DIGITS = 3;
export const PAY_AMOUNT_DIGITS = 6;

export const DEPOSIT_READING = {
  bytesMin: 39,
  counting: 0,
  stopReceived: 1,
  state: 2,
  noteInlet: 3,
  noteUnit: 4,
  coinInlet: 5,
  coinUnit: 6,
  counts: 7,
  detached: 37,
} as const;

export const DEPOSIT_STATE = { counting: '1', stopped: '2' } as const;
export const NOTE_UNIT = {
  ok: '0',
  error: '3',
  takeCash: '4',
  cassetteFull: '5',
  notSet: '6',
  reset: '7',
  collecting: '8',
} as const;
export const COIN_UNIT = { ok: '0', error: '3', rejectFull: '4', full: '5', notSet: '6' } as const;

/** Stock notes (4), cassette (4), stock coins (6), each three digits, then fields that are kept raw. */
export const STOCK_READING = { bytesMin: 118, notes: 0, cassette: 12, coins: 24, rest: 42 } as const;

/** Milliseconds. */
export const TIMING = {
  answerMs: 1_500,
  enquiryMs: 300,
  payoutPollMs: 2_000,
  depositPollMs: 200,
  heartbeatMs: 5_000,
} as const;

/** How many ENQ follow a payout, two seconds apart. */
export const PAYOUT_POLLS_MAX = { amount: 29, pieces: 145 } as const;
