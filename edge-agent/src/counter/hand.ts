export type HandWord = 'finish' | 'cancel';

/** What people at the counter say while an operation runs; the first word counts. */
export interface Hand {
  readonly said: Promise<HandWord>;
  word(): HandWord | undefined;
  say(word: HandWord): void;
}

export function createHand(): Hand {
  let spoken: HandWord | undefined;
  let hear: (word: HandWord) => void = () => {};
  const said = new Promise<HandWord>((resolve) => {
    hear = resolve;
  });
  return {
    said,
    word: () => spoken,
    say(word) {
      spoken ??= word;
      hear(spoken);
    },
  };
}
