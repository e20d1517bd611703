import { createPrivateKey } from 'node:crypto';
import { type Places, readOnlineMonths, readPlaces } from '@tillbridge/core/store/read-places';
import { readSecretsFile } from '@tillbridge/core/store/secrets-file';

/** Keys of this installation, from a file that only its owner can read. */
export interface ApiSecrets {
  /** 32 bytes or more; joins every HMAC that the database keeps. */
  readonly pepper: Buffer;
  /** Ed25519 private keys, PEM: one for people, one for agents. */
  readonly webKey: string;
  readonly agentKey: string;
}

export interface ApiConfig {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly publicOrigin: string;
  readonly dashboardUrl: string | undefined;
  readonly releasesDir: string | undefined;
  readonly secrets: ApiSecrets;
  readonly places: Places;
  readonly onlineMonths: number;
  readonly metricsPort: number | undefined;
  readonly revocationsFile: string;
  readonly production: boolean;
  readonly trustProxy: string | undefined;
  readonly logLevel: string;
  /** Requests a minute that one agent may make; left out, what the house holds right. */
  readonly agentRequestsPerMinute: number | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

const PEPPER_BYTES_MIN = 32;

/** Reads the whole configuration once and reports every mistake in one message. */
export function readConfig(env: Env = process.env): ApiConfig {
  const mistakes: string[] = [];
  const must = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') mistakes.push(`${name} is missing`);
    return value;
  };
  const secretsPath = must('TILLBRIDGE_SECRETS');
  const file = secretsPath === '' ? undefined : readSecretsFile(secretsPath, mistakes);
  const config: ApiConfig = {
    databaseUrl: must('DATABASE_URL'),
    host: env['HOST'] ?? '127.0.0.1',
    port: readPort(env, 'PORT', mistakes) ?? 8080,
    publicOrigin: readOrigin(must('PUBLIC_ORIGIN'), mistakes),
    dashboardUrl: env['DASHBOARD_URL'] || undefined,
    releasesDir: env['RELEASES_DIR'] || undefined,
    secrets: readSecrets(file, mistakes),
    places: readPlaces(env, file, mistakes),
    onlineMonths: readOnlineMonths(env, mistakes),
    metricsPort: readPort(env, 'METRICS_PORT', mistakes),
    revocationsFile: must('REVOCATIONS_FILE'),
    production: env['NODE_ENV'] === 'production',
    trustProxy: env['TRUST_PROXY'] || undefined,
    logLevel: env['LOG_LEVEL'] ?? 'info',
    agentRequestsPerMinute: readCount(env, 'AGENT_REQUESTS_PER_MINUTE', mistakes),
  };
  if (mistakes.length > 0) throw new Error(`The configuration of the API has mistakes: ${mistakes.join('; ')}.`);
  return config;
}

function readPort(env: Env, name: string, mistakes: string[]): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  mistakes.push(`${name} is not a port`);
  return undefined;
}

function readCount(env: Env, name: string, mistakes: string[]): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  mistakes.push(`${name} is not a whole number from 1`);
  return undefined;
}

function readOrigin(text: string, mistakes: string[]): string {
  if (text === '') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== text) mistakes.push('PUBLIC_ORIGIN is not an origin such as http://127.0.0.1:8080');
  return text;
}

function readSecrets(file: Readonly<Record<string, unknown>> | undefined, mistakes: string[]): ApiSecrets {
  const none = { pepper: Buffer.alloc(0), webKey: '', agentKey: '' };
  if (file === undefined) return none;
  try {
    return parseSecrets(file);
  } catch (error) {
    mistakes.push(
      `the file of TILLBRIDGE_SECRETS cannot be used: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    return none;
  }
}

function parseSecrets(value: unknown): ApiSecrets {
  const { pepper, webKey, agentKey } = Object(value) as Record<string, unknown>;
  if (typeof pepper !== 'string' || Buffer.byteLength(pepper) < PEPPER_BYTES_MIN) {
    throw new Error('pepper is missing or shorter than 32 bytes');
  }
  return { pepper: Buffer.from(pepper), webKey: ed25519(webKey, 'webKey'), agentKey: ed25519(agentKey, 'agentKey') };
}

function ed25519(pem: unknown, name: string): string {
  if (typeof pem !== 'string' || createPrivateKey(pem).asymmetricKeyType !== 'ed25519') {
    throw new Error(`${name} is not an Ed25519 private key`);
  }
  return pem;
}
