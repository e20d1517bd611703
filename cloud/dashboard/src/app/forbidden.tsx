import { readMe } from '../reads/read-me.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { SignedIn } from '../shell/signed-in.tsx';

/** In place of the layout of the signed-in, which said it: what it stands for is drawn here again. */
export default async function Forbidden() {
  return (
    <SignedIn me={await readMe()}>
      <NotYours />
    </SignedIn>
  );
}
