import { type Answer, dataOf } from './problem.ts';

/** What every page of a list says: where the next one begins; absent on the last. */
interface Page {
  readonly next?: string;
}

/** Where a page begins; nothing for the first. */
export interface From {
  readonly cursor?: string;
}

/** The pages of a list, one after the other, each read when it is wanted. Throws ProblemError where one is refused. */
export async function* pagesOf<P extends Page>(
  read: (from: From) => Promise<Answer<P>>,
): AsyncGenerator<P, void, void> {
  let from: From | undefined = {};
  while (from !== undefined) {
    const page: P = await dataOf(read(from));
    yield page;
    from = page.next === undefined ? undefined : { cursor: page.next };
  }
}
