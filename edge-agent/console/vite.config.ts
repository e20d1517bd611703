import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Static files beside the agent's bundle; the agent reads them once at its start. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: false,
  build: {
    outDir: join(import.meta.dirname, '..', '..', 'dist', 'console'),
    emptyOutDir: true,
    target: 'chrome111',
    /* The content security policy allows no data: scripts and no inline code; small files stay files. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
