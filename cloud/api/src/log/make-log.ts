import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { redactLine } from './redact.ts';

/**
 * JSON lines, each redacted when it is finished: whatever was logged, by whom and by which way (fields, message, child
 * logger, a library's own error), it passes here last.
 */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: { program: 'api' },
    serializers: { req: describeRequest },
    hooks: { streamWrite: redactLine },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Never the headers, and the address only up to its parameters. */
function describeRequest(request: { readonly method?: string; readonly url?: string }): object {
  return { method: request.method, path: request.url?.split('?', 1)[0] };
}
