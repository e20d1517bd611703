// PM2 for the cloud's processes behind NGINX. Configuration comes from the environment PM2 was started with
// (docs/settings.md); behind NGINX that is TRUST_PROXY, too.
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
