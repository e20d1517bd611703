import type { Answer, Command } from '../messages.ts';

export type Handler = (fields: Readonly<Record<string, unknown>>) => unknown;

/** Runs in a child: answers each command by its handler, and ends when the suite goes away. */
export function serveCommands(handlers: Readonly<Record<string, Handler>>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (command: Command) => {
    void answer(handlers, command).then((message) => process.send?.(message));
  });
}

async function answer(handlers: Readonly<Record<string, Handler>>, command: Command): Promise<Answer> {
  const handler = handlers[command.name];
  if (handler === undefined) return { no: command.no, error: { name: 'Error', message: `no command ${command.name}` } };
  try {
    return { no: command.no, value: await handler(command.with) };
  } catch (error) {
    return { no: command.no, error: describeError(error) };
  }
}

function describeError(error: unknown): NonNullable<Answer['error']> {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const code: unknown = Reflect.get(error, 'code');
  return { name: error.name, message: error.stack ?? error.message, ...(typeof code === 'string' ? { code } : {}) };
}
