import { parseArgs } from 'node:util';
import { packAgent } from './build/agent-package.mjs';

// --root <file>: the maker's root keys (see scripts/release), without which the package takes no updates.
const { values } = parseArgs({ options: { root: { type: 'string' } } });
process.stdout.write(`${await packAgent(values)}\n`);
