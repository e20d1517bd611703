import { Brand } from '../parts/icon.tsx';
import { NothingHere } from '../shell/nothing-here.tsx';

export default function NotFound() {
  return (
    <div className="mx-auto max-w-[40em] px-6">
      <header className="pt-6">
        <a href="/" className="brand">
          <Brand />
        </a>
      </header>
      <main>
        <NothingHere />
      </main>
    </div>
  );
}
