import type { Stage } from './stage.ts';
import { answers, waitUntil } from './wait-until.ts';

export interface CloudOptions {
  readonly appUrl: string;
  readonly port: number;
  readonly dashboardPort: number;
  readonly metricsPort: number;
  /** Where mails go; left out: they wait. */
  readonly smtpUrl?: string;
}

const READY_MS = 60_000;

/** API and worker. Resolves with the one origin of everything when the API can be used. */
export async function startCloud(stage: Stage, options: CloudOptions): Promise<string> {
  const { appUrl, port, dashboardPort, metricsPort, smtpUrl } = options;
  const { host } = stage.config;
  const places = {
    TILLBRIDGE_SECRETS: stage.home.secrets,
    AUDIT_STORE: stage.home.auditStore,
    ARCHIVE_STORE: stage.home.archiveStore,
  };
  const origin = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  stage.run({
    name: 'api',
    group: 'front',
    command: () => ['dist/api.js'],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: appUrl,
      HOST: host,
      PORT: String(port),
      PUBLIC_ORIGIN: origin,
      DASHBOARD_URL: `http://127.0.0.1:${dashboardPort}`,
      ...places,
      METRICS_PORT: String(metricsPort),
      REVOCATIONS_FILE: stage.home.revocations,
    },
  });
  stage.run({
    name: 'worker',
    group: 'pages',
    command: () => ['dist/worker.js'],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: appUrl,
      PUBLIC_ORIGIN: origin,
      ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl, MAIL_FROM: 'Tillbridge <tillbridge@demo.test>' }),
      ...places,
    },
  });
  await waitUntil(
    () => answers(`${origin}/readyz`),
    `The API did not become ready. Look into ${stage.home.logs}.`,
    READY_MS,
  );
  return origin;
}

/** The dashboard, on a port of its own behind the API. Resolves when it can be used. */
export async function startPages(
  stage: Stage,
  options: { readonly origin: string; readonly dashboardPort: number },
): Promise<void> {
  const { origin, dashboardPort } = options;
  stage.run({
    name: 'dashboard',
    group: 'pages',
    command: () => ['cloud/dashboard/.next/standalone/cloud/dashboard/server.js'],
    env: {
      NODE_ENV: 'production',
      HOSTNAME: '127.0.0.1',
      PORT: String(dashboardPort),
      API_URL: origin,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  const signIn = `http://127.0.0.1:${dashboardPort}/sign-in`;
  await waitUntil(() => answers(signIn), `The dashboard did not become ready. Look into ${stage.home.logs}.`, READY_MS);
}
