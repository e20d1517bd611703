/** Everything that can be made to go wrong, by name. The value is a number; `on` is -1 (lasting) and `off` is 0. */
const FAULT_NAMES = {
  silent: 'the next n answers are not sent (on: none is)',
  deaf: 'the next n commands are not received (on: none is)',
  noise: 'n of 1000 answers have a burst of random bytes before them',
  cut: 'the next answer ends after n bytes',
  doubled: 'the next n answers have one byte twice (on: all)',
  flipped: 'the next n answers have one wrong bit (on: all)',
  delay: 'each answer comes n milliseconds late',
  nak: 'the next n commands are answered NAK (on: all)',
  jam: 'the n-th piece of the next movement jams',
  'door-at': 'the door is opened at the n-th piece of the next payout',
  door: 'the door is open (on/off)',
  'cassette-out': 'the note cassette is taken out (on/off)',
  'coin-unit-out': 'the coin unit is taken out (on/off)',
  'near-empty': 'the machine says near empty whatever it holds (on/off)',
  'near-full': 'stackers take only n more pieces before notes go to the cassette (on: 0)',
  'power-cut': 'power fails with the n-th piece of the next movement in the path',
  'power-cut-command': 'power fails when a command arrives: 1 before it is obeyed, 2 after it is answered',
  restart: 'power fails and returns after n milliseconds',
  unplugged: 'the cable is pulled (on/off)',
  late: 'people take their cash n milliseconds after it is offered (on: never)',
  'walk-away': 'n of 1000 people leave without paying',
} as const;
export type FaultName = keyof typeof FAULT_NAMES;

export interface FaultSetting {
  readonly name: FaultName;
  readonly value: number;
  /** Only for this command byte; 5 is the enquiry. */
  readonly command?: number;
}

export const LASTING = -1;

export interface Faults {
  set(setting: FaultSetting): void;
  value(name: FaultName): number;
  /** True when the fault is due for this command; counts it down. */
  strikes(name: FaultName, command?: number): boolean;
  /** The value of a fault that happens once, if it is due; it is over then. */
  once(name: FaultName, command?: number): number;
  list(): Readonly<Record<string, number>>;
  /** How often each fault happened. */
  fired(): Readonly<Record<string, number>>;
}

export function createFaults(settings: readonly FaultSetting[]): Faults {
  const now = new Map<FaultName, FaultSetting>();
  const fired = new Map<FaultName, number>();
  for (const setting of settings) now.set(setting.name, setting);
  const due = (name: FaultName, command: number | undefined) => {
    const setting = now.get(name);
    if (setting === undefined || setting.value === 0) return undefined;
    return setting.command === undefined || setting.command === command ? setting : undefined;
  };
  const fire = (name: FaultName) => fired.set(name, (fired.get(name) ?? 0) + 1);
  return {
    set: (setting) => {
      now.set(setting.name, setting);
    },
    value: (name) => now.get(name)?.value ?? 0,
    strikes(name, command) {
      const setting = due(name, command);
      if (setting === undefined) return false;
      if (setting.value !== LASTING) now.set(name, { ...setting, value: setting.value - 1 });
      fire(name);
      return true;
    },
    once(name, command) {
      const setting = due(name, command);
      if (setting === undefined) return 0;
      now.delete(name);
      fire(name);
      return setting.value;
    },
    list: () => Object.fromEntries([...now.values()].map((setting) => [setting.name, setting.value])),
    fired: () => Object.fromEntries(fired),
  };
}

/** Reads `name=value` or `name=value@command` (hex); a text says what is wrong. */
export function parseFault(text: string): FaultSetting | string {
  const match = /^([a-z-]+)=(on|off|\d+)(?:@([0-9a-fA-F]{1,2}))?$/.exec(text);
  const [, name = '', value = '', command] = match ?? [];
  if (match === null) return `${text}: a fault reads name=value or name=value@command`;
  return faultSetting(name, value, command === undefined ? undefined : Number.parseInt(command, 16));
}

export function faultSetting(name: string, value: string | number | boolean, command?: number): FaultSetting | string {
  if (!Object.hasOwn(FAULT_NAMES, name)) return `${name}: not one of ${Object.keys(FAULT_NAMES).join(', ')}`;
  const number = value === 'on' || value === true ? LASTING : value === 'off' || value === false ? 0 : Number(value);
  if (!Number.isSafeInteger(number) || number < LASTING) return `${name}: the value is a whole number, on or off`;
  return { name: name as FaultName, value: number, ...(command === undefined ? {} : { command }) };
}
