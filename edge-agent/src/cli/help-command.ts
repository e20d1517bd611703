import { faultEntry } from '@tillbridge/shared/faults';
import { type Command, InvalidArgumentError } from 'commander';
import { DOCTOR_EXITS } from '../doctor/exit-codes.ts';
import { UPDATE_EXIT_WORDS } from '../update/exit-codes.ts';
import { EXIT, type Shell } from './shell.ts';

const TOPIC = 'exit-codes';
const COMMON = {
  [EXIT.ok]: { en: 'done; of doctor: all is well', th: 'สำเร็จ สำหรับ doctor คือทุกอย่างปกติ' },
  [EXIT.usage]: { en: 'wrong words on the command line', th: 'คำสั่งไม่ถูกต้อง' },
  [EXIT.unavailable]: {
    en: 'something does not answer: cloud, agent, machine, service',
    th: 'มีสิ่งที่ไม่ตอบ: คลาวด์ โปรแกรม เครื่อง หรือบริการ',
  },
  [EXIT.broken]: {
    en: 'Tillbridge broke: a defect, please report it with a bundle',
    th: 'โปรแกรมผิดพลาด กรุณาแจ้งพร้อมไฟล์ bundle',
  },
  [EXIT.again]: {
    en: 'of run: start me again, another version has its turn',
    th: 'สำหรับ run: ให้เริ่มใหม่ เพราะถึงรอบของอีกรุ่น',
  },
  [EXIT.config]: { en: 'configuration or secrets are missing or wrong', th: 'การตั้งค่าหรือความลับขาดหรือผิด' },
} as const;
const HEADS = {
  en: ['Of tillbridge doctor, the first fault it found:', 'Of tillbridge update:'],
  th: ['รหัสจบของ tillbridge doctor: ข้อผิดปกติแรกที่พบ', 'รหัสจบของ tillbridge update:'],
} as const;
const NUMBER_WIDTH = 4;

export function addHelp(program: Command, shell: Shell): void {
  program
    .helpCommand(false)
    .command('help')
    .description(`Explain a command, or what the numbers mean that commands end with: help ${TOPIC}.`)
    .argument('[topic...]', `a command, or ${TOPIC}`)
    .action((words: readonly string[]) => {
      if (words[0] === TOPIC) return shell.out(exitCodesText(shell));
      const topic = words.reduce<Command | undefined>(
        (at, word) => at?.commands.find((command) => command.name() === word),
        program,
      );
      if (topic === undefined) throw new InvalidArgumentError(`There is no command ${words.join(' ')}.`);
      return topic.outputHelp();
    });
}

function exitCodesText({ language }: Shell): string {
  const doctor = Object.entries(DOCTOR_EXITS).map(
    ([code, number]) => [number, `${code.padEnd(26)} ${faultEntry(code)?.meaning[language] ?? ''}`] as const,
  );
  const update = Object.entries(UPDATE_EXIT_WORDS).map(([number, text]) => [Number(number), text[language]] as const);
  const common = Object.entries(COMMON).map(([number, text]) => [Number(number), text[language]] as const);
  const lines = (rows: readonly (readonly [number, string])[]) =>
    [...rows]
      .sort(([a], [b]) => a - b)
      .map(([number, text]) => `${String(number).padStart(NUMBER_WIDTH)}  ${text}\n`)
      .join('');
  const [ofDoctor, ofUpdate] = HEADS[language];
  return `${lines(common)}\n${ofDoctor}\n${lines(doctor)}\n${ofUpdate}\n${lines(update)}`;
}
