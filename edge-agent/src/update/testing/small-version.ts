/** What stands in a version's program in tests that are about the way of versions, not about the agent. */
const SELF_TEST = `import { argv } from 'node:process';
if (argv[3] === 'self-test') {
  console.log(JSON.stringify({ version: '0.2.0', journal: { version: 2, readableFrom: 1, facts: 0 } }));
  process.exit(0);
}
`;
const RUN = {
  /** Everything that a version must be. */
  sound: `setInterval(() => process.send?.({ delivered: true, reached: [], idle: true }), 20);
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));`,
  crashes: 'process.exit(1);',
  /** Says that it is there, once, and nothing more; hears nothing either. */
  hangs: `process.send?.({ delivered: false, reached: [], idle: true });
process.on('SIGTERM', () => undefined);
setInterval(() => undefined, 1000);
process.on('disconnect', () => process.exit(0));`,
  neverDelivers: `setInterval(() => process.send?.({ delivered: false, reached: [], idle: true }), 20);
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));`,
} as const;
export type SmallVersion = keyof typeof RUN;

/** Files of a version that behaves like this, and writes a line when it runs. */
export function smallVersion(how: SmallVersion): Readonly<Record<string, string>> {
  const program = `${SELF_TEST}console.log(JSON.stringify({ ran: '0.2.0', pid: process.pid }));\n${RUN[how]}\n`;
  return { 'tillbridge.js': program, 'package.json': '{"type":"module"}', 'console/index.html': '<p>new</p>' };
}

/** The installed program of such tests: says that it ran, and ends. */
export const SMALL_BASE = `console.log(JSON.stringify({ ran: 'base' }));\n`;
