import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Icon } from '../../parts/icon.tsx';
import { readSignInButtons } from '../../reads/read-sign-in-buttons.ts';
import { localPath } from '../../settings/local-path.ts';
import { Door } from '../../shell/door.tsx';
import { SignInForm } from '../../shell/sign-in-form.tsx';
import { currentSay } from '../../words/current-say.ts';

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('signIn.title') };
}

/** A password, or one of the services of the organization whose link this is (`organization`). */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const [query, say] = await Promise.all([searchParams, currentSay()]);
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const next = localPath(text('next'));
  const organization = text('organization');
  const buttons = await readSignInButtons(organization);
  const refused = say.fault(text('refused'));
  return (
    <Door title={say.t('signIn.title')} promise={say.t('signIn.promise')}>
      {refused !== undefined && (
        <div className="note bad" role="alert">
          <Icon name="warning" />
          <div>
            <p className="strong">{refused[0]}</p>
            <p className="soft">{refused[1]}</p>
          </div>
        </div>
      )}
      <SignInForm next={next} />
      {buttons.map(({ id, label }) => (
        // A plain link: it leads away from these pages.
        <a
          key={id}
          className="btn"
          href={`/api/v1/session/provider/${organization}/${id}/start?next=${encodeURIComponent(next)}`}
        >
          {label}
        </a>
      ))}
      {/* A plain link: nothing more is fetched for a page that most never need. */}
      <a className="go" href="/forgotten">
        {say.t('forgotten.link')}
      </a>
    </Door>
  );
}
