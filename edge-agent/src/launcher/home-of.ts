const NAME = '--home';

/** The home folder that a command line names, as the program will read it; undefined when it names none. */
export function homeOf(words: readonly string[]): string | undefined {
  let home: string | undefined;
  for (const [at, word] of words.entries()) {
    if (word === '--') break;
    if (word === NAME) home = words[at + 1];
    else if (word.startsWith(`${NAME}=`)) home = word.slice(NAME.length + 1);
  }
  return home;
}
