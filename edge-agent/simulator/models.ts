/** A simulated machine as its process sees it. */
export interface RunningSimulator {
  /** The one line on standard output when it can be talked to. */
  readonly ready: object;
  stop(): Promise<void>;
}

/** How to start a machine, or everything that is wrong with the words that describe it. */
export type SimulatorWish =
  | { readonly start: () => Promise<RunningSimulator> }
  | { readonly mistakes: readonly string[] };

/** Models by the name of their driver; the serial family is meant where none is named. */
const MODELS: Readonly<Record<string, (words: readonly string[]) => Promise<SimulatorWish>>> = {
  'glory-300': serialFamily,
  'glory-fcc': fcc,
};

/** Reads `--model NAME` out of the words and leaves the rest to that model. */
export async function readSimulator(words: readonly string[]): Promise<SimulatorWish> {
  const at = words.findIndex((word) => word === '--model' || word.startsWith('--model='));
  if (at < 0) return serialFamily(words);
  const isJoined = words[at]?.startsWith('--model=') === true;
  const name = isJoined ? (words[at] ?? '').slice('--model='.length) : (words[at + 1] ?? '');
  const model = Object.hasOwn(MODELS, name) ? MODELS[name] : undefined;
  if (model === undefined) return { mistakes: [`--model: one of ${Object.keys(MODELS).join(', ')}`] };
  return model([...words.slice(0, at), ...words.slice(at + (isJoined ? 1 : 2))]);
}

async function serialFamily(words: readonly string[]): Promise<SimulatorWish> {
  const { readSimulatorSettings, SIMULATOR_USAGE } = await import('./settings.ts');
  const settings = readSimulatorSettings(words);
  if ('mistakes' in settings) return { mistakes: [...settings.mistakes, SIMULATOR_USAGE] };
  const { startSimulator } = await import('./start-simulator.ts');
  return { start: () => startSimulator(settings) };
}

async function fcc(words: readonly string[]): Promise<SimulatorWish> {
  const { readFccSettings, FCC_SIMULATOR_USAGE } = await import('./fcc/fcc-settings.ts');
  const settings = readFccSettings(words);
  if ('mistakes' in settings) return { mistakes: [...settings.mistakes, FCC_SIMULATOR_USAGE] };
  const { startFccSimulator } = await import('./fcc/start-fcc-simulator.ts');
  return { start: () => startFccSimulator(settings) };
}
