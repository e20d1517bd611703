import { readConfig } from './config.ts';
import { shootAll } from './shoot-all.ts';
import { shootConsole } from './shoot-console.ts';

try {
  const config = readConfig();
  const say = (line: string) => console.log(line);
  const isConsole = config.only.startsWith('console');
  const shots =
    (isConsole ? 0 : await shootAll(config, say)) +
    (isConsole || config.only === '' ? await shootConsole(config, say) : 0);
  console.log(`${shots} pictures in ${config.folder}/`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
