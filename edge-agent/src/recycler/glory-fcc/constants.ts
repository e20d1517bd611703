/** Names and numbers of the protocol, shared by the driver and the simulator. Tables only: no logic lives here. */

export const NAMESPACE = 'http://www.glory.co.jp/bruebox.xsd';
export const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';
export const SERVICE_PATH = '/axis2/services/BrueBoxService';

/** SOAPAction of each operation; its elements are named `<request>Request` and `<request>Response`. */
export const OPERATIONS = {
  GetStatus: { action: 'GetStatus', element: 'Status' },
  Open: { action: 'OpenOperation', element: 'Open' },
  Close: { action: 'CloseOperation', element: 'Close' },
  Occupy: { action: 'OccupyOperation', element: 'Occupy' },
  Release: { action: 'ReleaseOperation', element: 'Release' },
  StartCashin: { action: 'StartCashinOperation', element: 'StartCashin' },
  EndCashin: { action: 'EndCashinOperation', element: 'EndCashin' },
  CashinCancel: { action: 'CashinCancelOperation', element: 'CashinCancel' },
  Change: { action: 'ChangeOperation', element: 'Change' },
  ChangeCancel: { action: 'ChangeCancelOperation', element: 'ChangeCancel' },
  Cashout: { action: 'CashoutOperation', element: 'Cashout' },
  Inventory: { action: 'InventoryOperation', element: 'Inventory' },
  Reset: { action: 'ResetOperation', element: 'Reset' },
  RegisterEvent: { action: 'RegisterEventOperation', element: 'RegisterEvent' },
  UnRegisterEvent: { action: 'UnRegisterEventOperation', element: 'UnRegisterEvent' },
  GetLastResponse: { action: 'GetLastResponseOperation', element: 'GetLastResponse' },
} as const;
export type FccOperation = keyof typeof OPERATIONS;

/** Every answer carries one of these. */
export const RESULT = {
  ok: 0,
  cancelled: 1,
  occupiedByOther: 3,
  occupationOff: 4,
  notOccupied: 5,
  denominationShort: 6,
  changeShort: 9,
  changeShortKept: 10,
  exclusive: 11,
  inconsistent: 12,
  authentication: 15,
  occupiedByItself: 17,
  sessionNotAvailable: 20,
  sessionInvalid: 21,
  sessionTimedOut: 22,
  replenishing: 32,
  replenishFailed: 33,
  registrationsFull: 36,
  suspectCounted: 44,
  duplicate: 96,
  parameter: 98,
  program: 99,
  device: 100,
} as const;

/** Status code of the machine, in answers and in status events. */
export const STATUS = {
  initializing: 0,
  idle: 1,
  starting: 2,
  waitingForCash: 3,
  counting: 4,
  dispensing: 5,
  removeFromInlet: 6,
  removeFromOutlet: 7,
  resetting: 8,
  cancelling: 9,
  calculating: 10,
  depositCancel: 11,
  collecting: 12,
  error: 13,
  replenishWaiting: 16,
  replenishCounting: 17,
  unlocking: 18,
  waitingInventory: 19,
  suspectNote: 24,
  removeOverflow: 26,
  waitingRecovery: 30,
  busy: 40,
} as const;

/** In these EndCashin and CashinCancel hang for ever. */
export const NEVER_END_DEPOSIT_IN: readonly number[] = [
  STATUS.removeFromInlet,
  STATUS.error,
  STATUS.suspectNote,
  STATUS.waitingRecovery,
];

/** `type` of a Cash list; lists of different types are never summed. */
export const CASH_TYPE = { in: 1, out: 2, stock: 3, dispensable: 4 } as const;
export const DEVICE = { note: 1, coin: 2 } as const;
export const UNIT_STATUS = {
  empty: 0,
  nearEmpty: 1,
  exist: 2,
  nearFull: 3,
  full: 4,
  restricted: 20,
  missing: 21,
  notAvailable: 22,
} as const;
/** State of one device (`DevStatus/@st`), as far as it is known. */
export const DEVICE_STATE = { idle: 1000, error: 9200, communication: 9300, waitForReset: 9400 } as const;

/** `Option/@type` of single requests. */
export const OPTION = {
  inventoryAll: 0,
  statusWithCash: 1,
  withVerification: 1,
  depositBoth: 0,
  cancelWithRefund: 0,
  /** Change: a shortage gives the deposit back instead of keeping it. */
  refundOnShortage: 1,
  delayBoth: 0,
} as const;

export const REGISTRATIONS_MAX = 4;
/** Ends a message of the event line. */
export const EVENT_END = 0x00;
export const EVENT_ROOT = 'BbxEventRequest';
