import { smtpSender } from '@tillbridge/core/notify/smtp';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { startWorker } from './worker.ts';

try {
  const config = readConfig();
  const log = pino({ level: config.logLevel, base: null });
  const sendMail = config.smtp && smtpSender(config.smtp);
  if (sendMail === undefined) log.warn('no mail server is named (SMTP_URL, MAIL_FROM): mails wait in the outbox');
  const worker = await startWorker({
    databaseUrl: config.databaseUrl,
    log,
    places: config.places,
    onlineMonths: config.onlineMonths,
    sendMail,
    notices: config.notices,
  });
  let leaving = false;
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    await worker.stop();
    process.exit(0);
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
  process.send?.('ready');
  log.info('worker ready');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
