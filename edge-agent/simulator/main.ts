import process from 'node:process';
import { readSimulator } from './models.ts';

const wish = await readSimulator(process.argv.slice(2));
if ('mistakes' in wish) {
  process.stderr.write(`${wish.mistakes.join('\n')}\n`);
  process.exit(2);
}
const simulator = await wish.start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.stop().then(() => process.exit(0));
  });
}
process.stdout.write(`${JSON.stringify(simulator.ready)}\n`);
