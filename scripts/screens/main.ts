import { readConfig, type ScreensConfig } from './config.ts';
import { roundOfRoles } from './round-of-roles.ts';
import { shootAll } from './shoot-all.ts';
import { shootConsole } from './shoot-console.ts';

async function shoot(config: ScreensConfig, say: (line: string) => void): Promise<number> {
  if (config.only.startsWith('console')) return await shootConsole(config, say);
  if (config.only.startsWith('roles')) return await roundOfRoles(config, say);
  return (await shootAll(config, say)) + (config.only === '' ? await shootConsole(config, say) : 0);
}

try {
  const config = readConfig();
  const say = (line: string) => console.log(line);
  const shots = await shoot(config, say);
  console.log(`${shots} pictures in ${config.folder}/`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
