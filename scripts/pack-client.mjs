// Makes the npm package of the API's client, as programs of others install it.
import { packClient } from './build/client-package.mjs';

process.stdout.write(`${await packClient()}\n`);
