/** The words that a form holds under a name, of those that exist. */
export function wordsIn<Word extends string>(form: FormData, name: string, words: readonly Word[]): Word[] {
  const given = form.getAll(name);
  return words.filter((word) => given.includes(word));
}

/** The word that was chosen under a name; the first of all where none was. */
export function chosenIn<Word extends string>(form: FormData, name: string, words: readonly [Word, ...Word[]]): Word {
  return wordsIn(form, name, words)[0] ?? words[0];
}
