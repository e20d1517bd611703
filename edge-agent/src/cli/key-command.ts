import { KEY_TEXT_MAX } from '@tillbridge/shared/agent-key-text';
import type { Command } from 'commander';
import { homeAt } from '../config/home.ts';
import { homeOption } from './options.ts';
import { setKey } from './set-key.ts';
import type { Shell } from './shell.ts';

const MORE = `
The key is typed or pasted when asked for and shown nowhere, or read from the standard input; never give it as an
argument, where every program on this PC could read it. A running agent takes it within seconds, without a restart.

Examples:
  tillbridge key set
  tillbridge key set < key.txt`;

const WORDS = {
  en: {
    ask: 'New key (not shown): ',
    done: (id: string) => `The key ${id} is in force. A running agent takes it within seconds.\n`,
  },
  th: { ask: 'คีย์ใหม่ (ไม่แสดงบนจอ): ', done: (id: string) => `ใช้คีย์ ${id} แล้ว โปรแกรมที่ทำงานอยู่จะรับไปใช้ในไม่กี่วินาที\n` },
} as const;

export function addKey(program: Command, shell: Shell): void {
  const key = program.command('key').description('The API key by which this PC is known to the cloud.');
  key
    .command('set')
    .description(
      'Type the key that was made on the dashboard in place of one that is dead. Asks the cloud before it keeps it.',
    )
    .addOption(homeOption(shell))
    .option('--json', 'answer as one line of JSON')
    .addHelpText('after', MORE)
    .action(async (options: { home: string; json?: true }) => {
      const words = WORDS[shell.language];
      const text = await shell.readSecret(words.ask, KEY_TEXT_MAX);
      const { id } = await setKey({ home: homeAt(options.home), text: text.trim(), fetch: shell.fetch });
      shell.out(options.json ? `${JSON.stringify({ id })}\n` : words.done(id));
    });
}
