import { makeFacts, type Stage } from '../stage.ts';
import { pause } from '../wait.ts';
import { type Acts, came, someCopy } from './act.ts';

/** Processes that end without a word: agent, API, database connections, and the power. */
export const PROCESS_ACTS: Acts = {
  'agent-killed-appending': agentKilledAppending,
  'agent-killed-sending': agentKilledSending,
  'power-lost': powerLost,
  'api-killed': apiKilled,
  'database-cut': databaseCut,
  backlog,
  'clock-forward': (stage) => jump(stage, 'clock-forward'),
  'clock-back': (stage) => jump(stage, 'clock-back'),
};

const KILL_AFTER_MS_MAX = 12;
const BURST = 40;

async function agentKilledAppending(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  const writing = copy.appendUnheard(makeFacts(stage.script, BURST));
  await pause(stage.dice.below(KILL_AFTER_MS_MAX));
  await copy.kill();
  await writing;
  stage.fired('agent-killed-appending');
  await copy.open();
}

async function agentKilledSending(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  const sent = copy.link.passages.length;
  const weather = stage.dice.chance(0.5);
  if (weather) copy.link.wish('batch', 'delay', 'agent-killed-sending');
  await stage.sell(copy);
  if (await came(() => copy.link.passages.slice(sent).some((passage) => passage.path === 'batch'))) {
    await copy.kill();
    if (!weather) stage.fired('agent-killed-sending');
  }
  copy.link.forgetWishes();
  await stage.open(copy);
}

/** What was reported as committed must be on the disk, whatever the disk had not been told to keep. */
async function powerLost(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  if (stage.dice.chance(0.5)) copy.link.down(true);
  await stage.sell(copy);
  const writing = copy.appendUnheard(makeFacts(stage.script, stage.dice.between(1, 10)));
  await pause(stage.dice.below(KILL_AFTER_MS_MAX));
  await copy.cutPower();
  await writing;
  copy.link.down(false);
  stage.fired('power-lost');
  await copy.open();
}

async function apiKilled(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  await stage.sell(copy);
  await pause(stage.dice.below(KILL_AFTER_MS_MAX));
  await stage.cloud.kill();
  stage.fired('api-killed');
  await stage.sell(copy);
  await stage.cloud.start();
  await stage.sell(copy);
}

async function databaseCut(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  for (let times = stage.dice.between(1, 3); times > 0; times--) {
    await stage.sell(copy);
    await pause(stage.dice.below(KILL_AFTER_MS_MAX));
    await stage.cloud.cutDatabase();
    stage.fired('database-cut');
  }
}

const BACKLOG_FACTS = 620;

/** More than one batch holds, written while the line was down. */
async function backlog(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  copy.link.down(true);
  for (let left = BACKLOG_FACTS; left > 0; left -= 100)
    await copy.append(makeFacts(stage.script, Math.min(100, left)), true);
  copy.link.down(false);
  stage.fired('backlog');
  await stage.sell(copy);
}

const HOUR_MS = 3_600_000;

async function jump(stage: Stage, kind: 'clock-forward' | 'clock-back'): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  const hours = stage.dice.pick([2, 6, 100]);
  await copy.clock((kind === 'clock-forward' ? hours : -hours) * HOUR_MS);
  stage.fired(kind);
  await stage.sell(copy);
  await stage.settled(copy);
  await copy.clock(0);
  await stage.sell(copy);
}
