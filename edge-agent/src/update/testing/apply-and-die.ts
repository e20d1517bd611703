import { homeAt } from '../../config/home.ts';
import { folderSource } from '../folder-source.ts';
import { prepareUpdate, type UpdateStep } from '../prepare-update.ts';
import { versionsAt } from '../versions.ts';
import { wishFile } from '../wish.ts';
import { HERE, NOW_MS } from './maker.ts';

/**
 * Prepares an update and ends without a goodbye at the step it was told, or after the first files; or holds on for ever with
 * the lock. Takes home, stick, anchor and the step, a line each; prints the slot, or the code of the fault.
 */
process.stdin.once('data', (text: Buffer) => {
  const [dir = '', stick = '', anchor = '', step = ''] = text.toString('utf8').trim().split('\n');
  const home = homeAt(dir);
  const die = () => process.kill(process.pid, 'SIGKILL');
  const wish = {
    home,
    source: step === 'hold' ? { ...folderSource(stick), manifest: hold } : folderSource(stick),
    anchor,
    here: HERE,
    clock: { ownMs: NOW_MS, cloudOffsetMs: undefined },
    again: false,
    roomKeptBytes: 0,
    onStep: (at: UpdateStep) => {
      if (at === step) die();
    },
    onBytes: () => {
      if (step === 'bytes') die();
    },
  };
  const ask = (slot: string) => wishFile(versionsAt(home.versions)).write({ kind: 'forward', slot });
  prepareUpdate(wish, ask).then(
    ({ slot }) => console.log(slot ?? 'same'),
    (error: { code?: string }) => console.log(error.code ?? error),
  );
  process.stdin.destroy();
});

function hold(): Promise<never> {
  process.stdout.write('holding\n');
  return new Promise(() => setInterval(() => undefined, 1_000));
}
