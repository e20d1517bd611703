export * from './contract.ts';
export { openJournal } from './open-journal.ts';
