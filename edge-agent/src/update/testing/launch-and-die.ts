import { fork } from 'node:child_process';
import { type LaunchStep, launchAgent } from '../../launcher/launch-agent.ts';
import { versionsAt } from '../versions.ts';

/**
 * The launcher with small versions, which ends without a goodbye at the step it was told. Takes the folders of the versions
 * and of the base, the anchor and the step, a line each; prints what it would run, or how it ended.
 */
process.stdin.once('data', (text: Buffer) => {
  const [dir = '', base = '', anchor = '', step = ''] = text.toString('utf8').trim().split('\n');
  const shelf = { versions: versionsAt(dir), base, anchor, say: (line: string) => console.error(line) };
  void launchAgent({
    shelf,
    fork: ({ program }) => fork(program, ['run'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
    nowMs: () => performance.now(),
    now: () => new Date().toISOString(),
    endAsked: new Promise((resolve) => {
      process.once('SIGTERM', resolve);
    }),
    onStep: (at: LaunchStep) => {
      if (at === step) process.kill(process.pid, 'SIGKILL');
    },
  }).then((launched) => console.log(JSON.stringify(launched)));
  process.stdin.destroy();
});
