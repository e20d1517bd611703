import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ShopPage } from '@tillbridge/shared/reads';
import { inheritedEnvironment } from '../start/config.ts';
import { DEMO_SIGN_INS } from '../start/demo-sign-ins.ts';
import { waitUntil } from '../start/wait-until.ts';
import { openVisitGround } from './cloud-for-visit.ts';
import { startNativeMirror } from './native-mirror.ts';
import { signIn } from './person.ts';
import { runVisitScript } from './visit-script.ts';

/** A technician has five minutes. */
const VISIT_MS_MAX = 300_000;
const FIGURE_MS = 30_000;

const { values } = parseArgs({
  options: { package: { type: 'string' }, compile: { type: 'boolean', default: false } },
});
const file = values.package;
if (file === undefined) throw new Error('--package <file> is missing');

const say = (line: string) => void process.stdout.write(`${line}\n`);
const ground = await openVisitGround();
const mirror = await startNativeMirror();
try {
  const { origin, password, shop, folder, machinePort, localPort } = ground;
  const technician = await signIn(origin, DEMO_SIGN_INS.technician, password);
  const owner = await signIn(origin, DEMO_SIGN_INS.owner, password);
  const made = { shopId: shop.shopId, agentId: shop.agentId };
  const { code } = await technician.post<{ code: string }>('/api/v1/pairing-codes', made);

  const began = Date.now();
  const home = join(folder, 'pc', 'home');
  const prefix = join(folder, 'pc', 'install');
  const machine = ['--machine', `tcp:127.0.0.1:${machinePort}`, '--port', String(localPort)];
  const words = ['--cloud', origin, '--prefix', prefix, '--home', home, '--package', file, '--no-service', ...machine];
  const env = { ...inheritedEnvironment(), ...(values.compile ? {} : mirror.env) };
  const ended = await runVisitScript({ code, words, env, say, person: technician });
  if (ended !== 0) throw new Error(`the visit ended with ${ended}`);
  await ground
    .run('agent', [join(prefix, 'node_modules', 'tillbridge-agent', 'tillbridge.js'), 'run', '--home', home])
    .start();
  const figure = async () => (await owner.get<ShopPage>(`/api/v1/shops/${shop.shopId}`)).tile.positionAt !== null;
  await waitUntil(figure, 'no figure of the machine arrived', FIGURE_MS);
  const tookMs = Date.now() - began;
  say(`From an empty folder to the first live figure: ${(tookMs / 1000).toFixed(1)} s.`);
  const page = await fetch(`http://127.0.0.1:${localPort}/`);
  if (!page.ok || !(await page.text()).includes('<script')) throw new Error('the installed agent serves no console');
  if (tookMs > VISIT_MS_MAX) throw new Error('a visit must not take longer than five minutes');
} catch (error) {
  say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await mirror.stop();
  await ground.close();
}
