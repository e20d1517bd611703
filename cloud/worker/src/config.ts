import type { NoticeTools } from '@tillbridge/core/notify/deliver-notices';
import type { SmtpOptions } from '@tillbridge/core/notify/smtp';
import { type Places, readOnlineMonths, readPlaces } from '@tillbridge/core/store/read-places';
import { readSecretsFile } from '@tillbridge/core/store/secrets-file';

export interface WorkerConfig {
  /** The application role's URL. */
  readonly databaseUrl: string;
  readonly logLevel: string;
  readonly places: Places;
  readonly onlineMonths: number;
  /** Where mails go out; without it they wait in the outbox. */
  readonly smtp: SmtpOptions | undefined;
  /** Where notices lead to and what opens the secrets of their channels; without both they wait. */
  readonly notices: Pick<NoticeTools, 'origin' | 'pepper'> | undefined;
}

/** Reads the worker's settings, whole. Throws one message that names every mistake. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  const mistakes: string[] = [];
  const databaseUrl = env['DATABASE_URL'] ?? '';
  if (!/^postgres(ql)?:\/\//.test(databaseUrl))
    mistakes.push('DATABASE_URL must be a postgres:// URL of the application role');
  const logLevel = env['LOG_LEVEL'] ?? 'info';
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(logLevel))
    mistakes.push('LOG_LEVEL must be debug, info, warn, error or silent');
  const secrets = env['TILLBRIDGE_SECRETS'];
  const file = secrets ? readSecretsFile(secrets, mistakes) : undefined;
  const places = readPlaces(env, file, mistakes);
  const notices = readNoticeTools(env['PUBLIC_ORIGIN'], file?.['pepper'], mistakes);
  const onlineMonths = readOnlineMonths(env, mistakes);
  const smtp = readSmtp(env, mistakes);
  if (mistakes.length > 0) throw new Error(`The worker cannot start: ${mistakes.join('; ')}.`);
  return { databaseUrl, logLevel, places, onlineMonths, smtp, notices };
}

function readNoticeTools(origin: string | undefined, pepper: unknown, mistakes: string[]): WorkerConfig['notices'] {
  if (!origin || typeof pepper !== 'string') return undefined;
  if (!/^https?:\/\/[^/]+$/.test(origin)) mistakes.push('PUBLIC_ORIGIN must be the origin that people use');
  return { origin, pepper: Buffer.from(pepper) };
}

function readSmtp(env: NodeJS.ProcessEnv, mistakes: string[]): SmtpOptions | undefined {
  const url = env['SMTP_URL'] ?? '';
  const from = env['MAIL_FROM'] ?? '';
  if (url === '' && from === '') return undefined;
  if (!/^smtps?:\/\/\S+$/.test(url)) mistakes.push('SMTP_URL must be smtp:// or smtps:// with a host');
  if (!/^[^\r\n]*[^@\s<]+@[^@\s>]+>?$/.test(from))
    mistakes.push('MAIL_FROM must be an address, such as Tillbridge <till@shop.example>');
  return { url, from };
}
