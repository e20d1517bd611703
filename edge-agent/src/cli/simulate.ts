import { EXIT, type Shell } from './shell.ts';

/** Runs a simulated machine until the process is asked to end. Loaded only here: an agent never needs it. */
export async function simulate(words: readonly string[], shell: Shell): Promise<number> {
  const { readSimulator } = await import('../../simulator/models.ts');
  const wish = await readSimulator(words);
  if ('mistakes' in wish) {
    shell.err(`${wish.mistakes.join('\n')}\n`);
    return EXIT.usage;
  }
  const simulator = await wish.start();
  shell.out(`${JSON.stringify(simulator.ready)}\n`);
  await shell.endAsked;
  await simulator.stop();
  return EXIT.ok;
}
