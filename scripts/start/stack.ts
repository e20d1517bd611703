import { startCloud, startPages } from './cloud.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { PIN_LIST, SIGN_IN_LIST } from './demo-sign-ins.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { freePorts, frontPort } from './ports.ts';
import { ensureSecrets } from './secrets.ts';
import { seed } from './seed.ts';
import { canMakeTty, startShop } from './shop.ts';
import type { Stage } from './stage.ts';

export interface Stack {
  /** Rejects with a sentence when something does not start. */
  readonly ready: Promise<void>;
  /** Ends everything, in the order in which nothing is missed. */
  stop(): Promise<void>;
}

/** Whoever presses Ctrl-C waits five seconds at most; the database gets what these leave. */
const PATIENCE_MS = { shops: 1_200, pages: 1_200, front: 1_000 } as const;

export interface StackOptions {
  readonly migrations: string;
  readonly buildPages: () => Promise<void>;
}

export function startStack(stage: Stage, { migrations, buildPages }: StackOptions): Stack {
  let database: Promise<OpenDatabase> | undefined;
  let mailSink: Promise<MailSink> | undefined;
  const bringUp = async () => {
    const { config, home, say } = stage;
    const port = await frontPort(config.host, config.port);
    const { demoPassword } = ensureSecrets(home);
    const pagesBuilt = buildPages();
    pagesBuilt.catch(() => undefined);
    database = openDatabase({ config, home, migrations, say });
    const { appUrl } = await database;
    say('Looking after the demo organization …');
    const shops = await seed(stage, appUrl, demoPassword);
    say('Starting the cloud …');
    const [dashboardPort = 0, metricsPort = 0, ...ports] = await freePorts(2 + 3 * shops.length);
    mailSink = startMailSink(home.mails);
    const { url: smtpUrl } = await mailSink;
    const origin = await startCloud(stage, { appUrl, port, dashboardPort, metricsPort, smtpUrl });
    const pages = pagesBuilt.then(() => startPages(stage, { origin, dashboardPort }));
    pages.catch(() => undefined);
    say('Starting the shops …');
    const tty = canMakeTty();
    const tills = await Promise.all(
      shops.map((shop, index) => {
        const [machine = 0, control = 0, localApi = 0] = ports.slice(index * 3);
        const options = { origin, password: demoPassword, shop, overTty: tty && index === 0 };
        return startShop({ stage, ...options, ports: { machine, control, localApi } });
      }),
    );
    await pages;
    stage.run({
      name: 'customers',
      group: 'shops',
      command: () => ['dist/customers.js', ...tills.flatMap((till) => ['--till', till])],
    });
    const consoles = tills.map((till) => till.split(',')[1]).join(', ');
    say(`What staff use on the shop PCs: ${consoles} (${PIN_LIST})`);
    say(`Mails are not sent anywhere; each lies as a file in ${home.mails}`);
    say(`Tillbridge is ready: ${origin}  Sign in as ${SIGN_IN_LIST}; the password of all is ${demoPassword}`);
  };
  return {
    ready: bringUp().catch(async (error: unknown) => {
      const opened = await database?.catch(() => undefined);
      throw opened?.explained(error) ?? error;
    }),
    async stop() {
      await Promise.all([stage.stop('shops', PATIENCE_MS.shops), stage.stop('pages', PATIENCE_MS.pages)]);
      await stage.stop('front', PATIENCE_MS.front);
      await (await mailSink?.catch(() => undefined))?.stop();
      await (await database?.catch(() => undefined))?.stop();
    },
  };
}
