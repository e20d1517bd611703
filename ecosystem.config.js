// PM2 for the cloud's processes behind NGINX. Configuration comes from the environment PM2 was started with.
//
// api: DATABASE_URL, PUBLIC_ORIGIN, TILLBRIDGE_SECRETS, DASHBOARD_URL
// worker: DATABASE_URL, and PUBLIC_ORIGIN, TILLBRIDGE_SECRETS (the same as of the api; without them notices of alarms
//   wait), SMTP_URL, MAIL_FROM (without them mails wait)
// both: AUDIT_STORE, ARCHIVE_STORE where there is such a place; they need auditKey among the secrets (docs/archive.md)
const node = {
  interpreter: 'node',
  wait_ready: true,
  listen_timeout: 30_000,
  kill_timeout: 15_000,
  max_memory_restart: '700M',
};

export const apps = [
  { ...node, name: 'api', script: 'dist/api.js', exec_mode: 'cluster', instances: 'max' },
  { ...node, name: 'worker', script: 'dist/worker.js', exec_mode: 'fork', instances: 1 },
  {
    ...node,
    name: 'dashboard',
    script: 'cloud/dashboard/.next/standalone/cloud/dashboard/server.js',
    exec_mode: 'fork',
    instances: 1,
    wait_ready: false,
    env: { HOSTNAME: '127.0.0.1', PORT: 3000 },
  },
];
