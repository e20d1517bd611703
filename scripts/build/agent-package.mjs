import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildConsole } from './build.mjs';
import { bundle, endBundling, NATIVE, ROOT } from './bundle.mjs';

const FOLDER = 'dist/agent-package';

const README = `# Tillbridge agent

Joins this shop's cash machine to the cloud and keeps it working when the line is down. Needs Node 20.19 or later.

    npm install --global <this file>
    tillbridge pair <code> --cloud https://cloud.example --machine usb:0403:6001
    sudo tillbridge service install
    tillbridge doctor

\`tillbridge --help\` explains all commands, \`tillbridge help exit-codes\` the numbers they end with.
`;

/**
 * Makes the npm package that a shop PC installs: one bundle, the launcher that starts it, the console, the journal's
 * migrations, and the native parts as its only dependencies. With `root`, the file of the maker's root keys goes in and the
 * PC can check updates. Answers the path of the .tgz.
 * @param {{ say?: (line: string) => void, root?: string }} [options]
 */
export async function packAgent({ say = () => undefined, root } = {}) {
  const folder = join(ROOT, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await bundle({
    entry: 'edge-agent/src/cli/main.ts',
    outfile: `${FOLDER}/tillbridge.js`,
    shipped: { outside: NATIVE },
    program: true,
    sourcemap: false,
  });
  await bundle({
    entry: 'edge-agent/src/launcher/main.ts',
    outfile: `${FOLDER}/launch.js`,
    shipped: { outside: NATIVE },
    program: true,
    sourcemap: false,
  });
  const journal = await journalVersion();
  await endBundling();
  await buildConsole(say);
  cpSync(join(ROOT, 'dist', 'console'), join(folder, 'console'), { recursive: true });
  cpSync(join(ROOT, 'migrations', 'edge'), join(folder, 'migrations', 'edge'), { recursive: true });
  cpSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  if (root !== undefined) cpSync(root, join(folder, 'release-root.json'));
  writeFileSync(join(folder, 'README.md'), README);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(journal), null, 2)}\n`);
  const told = execFileSync('npm', ['pack', '--json', '--ignore-scripts'], { cwd: folder, encoding: 'utf8' });
  return join(folder, JSON.parse(told)[0].filename);
}

/** What this version makes of a journal; who goes back to it must know. */
async function journalVersion() {
  const outfile = 'dist/journal-version.js';
  await bundle({ entry: 'edge-agent/src/journal/migrations.ts', outfile, sourcemap: false });
  const { JOURNAL_VERSION } = await import(pathToFileURL(join(ROOT, outfile)).href);
  return JOURNAL_VERSION;
}

function manifest({ version, readableFrom }) {
  const agent = JSON.parse(readFileSync(join(ROOT, 'edge-agent', 'package.json'), 'utf8'));
  const root = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return {
    name: 'tillbridge-agent',
    version: agent.version,
    description: "Joins this shop's cash machine to the cloud and keeps it working when the line is down.",
    license: agent.license,
    type: 'module',
    bin: { tillbridge: 'launch.js' },
    files: ['launch.js', 'tillbridge.js', 'console', 'migrations', 'release-root.json'],
    tillbridge: { journal: version, readableFrom },
    engines: root.engines,
    dependencies: Object.fromEntries(NATIVE.map((name) => [name, agent.dependencies[name]])),
  };
}
