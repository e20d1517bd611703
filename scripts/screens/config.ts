export interface ScreensConfig {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly folder: string;
  /** Shoots only pages whose name contains this. */
  readonly only: string;
}

/** Reads the whole configuration once and reports every mistake in one message. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  args = process.argv.slice(2),
): ScreensConfig {
  const mistakes: string[] = [];
  // The console brings its own shop along; only the dashboard needs a running stack.
  const ownOnly = args[0]?.startsWith('console') === true;
  const need = (name: string, meaning: string) => {
    const value = env[name] ?? '';
    if (value === '' && !ownOnly) mistakes.push(`${name} is missing: ${meaning}`);
    return value;
  };
  const config = {
    url: need('TILLBRIDGE_URL', 'the address npm start printed').replace(/\/$/, ''),
    email: env['TILLBRIDGE_EMAIL'] ?? 'owner@demo.test',
    password: need('TILLBRIDGE_PASSWORD', 'the demo password npm start printed'),
    folder: '.screens',
    only: args[0] ?? '',
  };
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return config;
}
