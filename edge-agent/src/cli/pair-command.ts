import type { Command } from 'commander';
import { homeAt } from '../config/home.ts';
import { readSecrets } from '../config/secrets.ts';
import { awaitConfirmation } from './await-confirmation.ts';
import { addAddress, type End, homeOption, wholeFrom, wholePort } from './options.ts';
import { type PairedHome, pair } from './pair.ts';
import { startProgress } from './progress.ts';
import { EXIT, painter, type Shell } from './shell.ts';

const MINUTE_MS = 60_000;
const MORE = `
The key of this PC is made here and never leaves it. Unless the maker of the code vouched for this PC, somebody compares
the fingerprint shown here with the one on the dashboard and confirms; nothing is delivered before that. After a lost
answer give the same command again: the same code still works for this PC.

Examples:
  tillbridge pair 7KM-3QX9P-VT2HD --cloud https://cloud.example --machine usb:0403:6001
  tillbridge pair 7KM-3QX9P-VT2HD --cloud https://cloud.example --machine Front=tcp:10.0.0.5:4001 --machine Bar=tty:/dev/ttyS0`;

interface PairOptions {
  readonly cloud: string;
  readonly home: string;
  readonly again?: true;
  readonly port?: number;
  readonly machine?: ReadonlyMap<string, string>;
  readonly wait: number;
  readonly json?: true;
}

const WORDS = {
  en: {
    fingerprint: 'Fingerprint of this PC',
    waiting: 'waiting until somebody confirms this fingerprint on the dashboard',
    paired: 'Paired with',
    confirmed: 'confirmed',
    unconfirmed: 'not confirmed yet: confirm on the dashboard, the agent then delivers by itself',
    next: 'Check the addresses in',
  },
  th: {
    fingerprint: 'ลายนิ้วมือของเครื่องนี้',
    waiting: 'รอผู้ยืนยันลายนิ้วมือนี้บนแดชบอร์ด',
    paired: 'จับคู่กับ',
    confirmed: 'ยืนยันแล้ว',
    unconfirmed: 'ยังไม่ยืนยัน ให้ยืนยันบนแดชบอร์ด แล้วโปรแกรมจะส่งข้อมูลเอง',
    next: 'ตรวจที่อยู่ของเครื่องใน',
  },
} as const;

export function addPair(program: Command, shell: Shell, end: End): void {
  program
    .command('pair')
    .description('Pair this PC with a shop. The code comes from the dashboard and lasts ten minutes.')
    .argument('<code>', 'one-time code, such as 7KM-3QX9P-VT2HD')
    .requiredOption('--cloud <url>', 'address of the cloud, https://…')
    .addOption(homeOption(shell))
    .option(
      '--machine <address>',
      'where a machine is, once for each: [name=]tcp:host:port | tty:/dev/… | usb:vendor:product[:serial] | http://host/axis2/services/BrueBoxService',
      addAddress,
    )
    .option('--port <number>', 'port of the local API', wholePort)
    .option('--again', 'pair a folder anew that is paired already; its journal stays')
    .option('--wait <minutes>', 'how long to wait until somebody confirms; 0 does not wait', wholeFrom(0), 10)
    .option('--json', 'answer as one line of JSON')
    .addHelpText('after', MORE)
    .action(async (code: string, options: PairOptions) => {
      const { cloud, again, port, machine, wait } = options;
      const home = homeAt(options.home);
      const wish = { code, cloud, home, again: again === true, addresses: machine ?? new Map(), fetch: shell.fetch };
      const paired = await pair({ ...wish, ...(port === undefined ? {} : { port }) });
      const words = WORDS[shell.language];
      if (!options.json) shell.out(`${words.fingerprint}: ${painter(shell.shown)('bold', paired.fingerprint)}\n`);
      const confirmed = paired.confirmed || (await waited(paired, options, wait * MINUTE_MS, shell));
      if (!confirmed) end(EXIT.unavailable);
      shell.out(options.json ? pairedJson(paired, confirmed, home.dir) : pairedText(paired, confirmed, shell));
    });
}

async function waited(
  { home }: PairedHome,
  { cloud }: PairOptions,
  patienceMs: number,
  shell: Shell,
): Promise<boolean> {
  const { agentKey, privateKey } = readSecrets(home);
  const stopping = new AbortController();
  void shell.endAsked.then(() => stopping.abort());
  const progress = startProgress(shell);
  progress.say(WORDS[shell.language].waiting);
  try {
    const stopped = stopping.signal;
    return await awaitConfirmation({ fetch: shell.fetch, cloud, agentKey, privateKey, patienceMs, stopped });
  } finally {
    progress.end();
  }
}

function pairedJson({ config, fingerprint }: PairedHome, confirmed: boolean, home: string): string {
  const { agent, shop, machines, localApi } = config;
  return `${JSON.stringify({ agent, shop, machines, localApi, home, fingerprint, confirmed })}\n`;
}

function pairedText({ config, home }: PairedHome, confirmed: boolean, shell: Shell): string {
  const words = WORDS[shell.language];
  const list = config.machines.map((each) => `  ${each.name}: ${each.address}\n`).join('');
  const state = confirmed ? words.confirmed : words.unconfirmed;
  const next = `tillbridge service install --home ${home.dir}`;
  return `${words.paired} ${config.shop.name} (${state}).\n${list}${words.next} ${home.config}\n  ${next}\n  tillbridge doctor --home ${home.dir}\n`;
}
