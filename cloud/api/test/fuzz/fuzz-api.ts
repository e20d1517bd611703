import type { TestApi } from '../start-api.ts';
import { type FuzzSettings, fuzzOperation } from './fuzz-operation.ts';
import { type FuzzWorld, makeFuzzWorld } from './fuzz-world.ts';
import { type Operation, operationsOf } from './operations.ts';

/** A case mostly waits for Postgres. */
const AT_ONCE = 6;

/** Fuzzes every operation the API describes, each in a world of its own. Answers what broke, one text each. */
export async function fuzzApi(
  api: TestApi,
  settings: FuzzSettings,
  say: (line: string) => void,
  only = '',
): Promise<string[]> {
  const all = await operationsOf(api.app);
  const operations = all.filter(({ name }) => name.includes(only));
  const broken: string[] = [];
  let cases = 0;
  const waiting = [...operations];
  const work = async () => {
    for (let operation = waiting.shift(); operation !== undefined; operation = waiting.shift()) {
      try {
        const world = await makeFuzzWorld(api);
        await lookAround(api, world, all);
        const tally = await fuzzOperation(api, world, operation, settings);
        cases += tally.cases;
        say(`${operation.name.padEnd(60)} ${tally.accepted} accepted, ${tally.refused} refused`);
      } catch (error) {
        broken.push(`${operation.name}: ${error instanceof Error ? error.message : String(error)}`);
        say(`${operation.name.padEnd(60)} BROKEN`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  say(`seed ${settings.seed ?? 'none'}: ${operations.length} operations, ${cases} cases, ${broken.length} broken`);
  return broken;
}

/** Reads every list that stands open, so that ids of all kinds are known before the first case. */
async function lookAround(api: TestApi, world: FuzzWorld, operations: readonly Operation[]): Promise<void> {
  const lists = operations.filter(
    ({ method, path }) => method === 'GET' && !path.replace('{shopId}', '').includes('{'),
  );
  for (const { path } of lists) {
    const answer = await api.app.inject({
      url: path.replace('{shopId}', world.org.shop),
      cookies: { ...world.cookies },
    });
    world.known.learn(answer.body);
  }
}
