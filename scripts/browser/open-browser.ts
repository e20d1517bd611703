import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.mjs';

/** No sandbox: in a container and as root Chromium has none; the pages are our own. The rest keeps it off the network. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real browser with a profile of its own. Throws a sentence when there is none on this machine. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined)
    throw new Error('No Chromium was found. Install one, or say where it is in CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: ARGS });
}
