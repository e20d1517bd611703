import { type Agent, startAgent } from '../agent.ts';
import { systemClock } from '../clock.ts';
import type { Home } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets } from '../config/secrets.ts';
import { openLogFile } from '../log/log-file.ts';
import { createLog } from '../log.ts';
import { notify } from '../service/notify.ts';
import { feedWatchdog } from '../service/watchdog.ts';
import { attendUpdates } from '../update/attend-updates.ts';
import { platformHere } from '../update/platform.ts';
import { readPointer } from '../update/pointer-file.ts';
import { startWords } from '../update/start-words.ts';
import { updateSettings } from '../update/update-settings.ts';
import { versionsAt } from '../update/versions.ts';
import { packBundle } from './pack-bundle.ts';
import { EXIT, type Shell } from './shell.ts';
import { SOFTWARE } from './software.ts';

/**
 * Runs the agent until the process is asked to end, or until another version has its turn. Answers the code to end with.
 * Throws the faults of its start.
 */
export async function run(
  home: Home,
  shell: Shell,
  level: 'debug' | 'info' | 'warn' | 'error' | undefined,
): Promise<number> {
  const config = readConfig(home.config);
  const secrets = readSecrets(home, config.machines);
  const file = openLogFile(home.logs);
  const write = (line: string) => {
    file.write(line);
    shell.err(line);
  };
  const log = createLog({ level: level ?? config.log?.level ?? 'info', write });
  const clock = systemClock();
  const installation = shell.installation ?? { base: '', slot: undefined };
  const startDetail = startWords(readPointer(versionsAt(home.versions)), installation.slot);
  let restart: () => void = () => undefined;
  const restarted = new Promise<'restarted'>((resolve) => {
    restart = () => resolve('restarted');
  });
  // Started by a launcher or a service manager the process comes back; started by hand it would stay away.
  const comesBack = installation.slot !== undefined || shell.manager !== undefined;
  const remote = {
    packBundle: async () => (await packBundle(home, shell.fetch, new Date(), () => undefined)).bytes,
    restart: comesBack ? restart : undefined,
  };
  const agent: Agent = await startAgent({
    home,
    config,
    secrets,
    clock,
    log,
    software: SOFTWARE,
    remote,
    ...(startDetail === undefined ? {} : { startDetail }),
  });
  const updates = attendUpdates({
    home,
    agent,
    settings: updateSettings(config, platformHere()),
    installation,
    clock,
    fetch: shell.fetch,
    log: log.child({ part: 'update' }),
    tellLauncher: shell.tellLauncher,
  });
  const { manager } = shell;
  const tell = manager === undefined ? async () => undefined : notify;
  const unfeed = feedWatchdog({
    status: agent.status,
    watchdogMs: manager?.watchdogMs,
    notify: tell,
    clock,
    log: log.child({ part: 'watchdog' }),
  });
  void tell('READY=1');
  shell.out(
    `${JSON.stringify({ ready: true, agent: config.agent, shop: config.shop.name, localApi: agent.localPort })}\n`,
  );
  log.info('agent started', { agent: config.agent, shop: config.shop.id, software: SOFTWARE });
  const why = await Promise.race([shell.endAsked, updates.turned, restarted]);
  log.info('agent stopping', { why });
  unfeed();
  void tell('STOPPING=1');
  await updates.stop();
  if (why !== 'turned') await agent.stop();
  file.close();
  return why === 'turned' || why === 'restarted' ? EXIT.again : EXIT.ok;
}
