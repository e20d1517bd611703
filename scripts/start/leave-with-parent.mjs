/**
 * Loaded before each program that `npm start` runs: when the supervisor's end of standard input closes, however the
 * supervisor ended, the program is asked to stop and then made to.
 */
const PATIENCE_MS = 2_500;

process.stdin.on('error', () => undefined);
process.stdin.once('close', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
});
process.stdin.resume();
process.stdin.unref?.();
