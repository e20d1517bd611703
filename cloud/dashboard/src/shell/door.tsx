import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Brand, Icon } from '../parts/icon.tsx';
import { ShowMachine } from '../parts/show-machine.tsx';
import { currentSettings } from '../settings/current-settings.ts';
import { SettingSwitch } from './setting-switch.tsx';

export interface DoorProps {
  readonly title: string;
  readonly promise: string;
  readonly children: ReactNode;
}

/** What stands before the shell: who you are, and beside it what waits inside. */
export async function Door({ title, promise, children }: DoorProps) {
  const [{ language, theme }, t] = await Promise.all([currentSettings(), getTranslations()]);
  return (
    <div className="door">
      <div className="form">
        <div className="brand">
          <Brand />
        </div>
        <main className="inner">
          <div>
            <h1>{title}</h1>
            <p className="soft mt-1">{promise}</p>
          </div>
          {children}
        </main>
        <div className="foot">
          <SettingSwitch setting="language" value={language} bare />
          <SettingSwitch setting="theme" value={theme} bare />
        </div>
      </div>
      <aside className="view">
        <ShowMachine notes={t('machine.notes')} coins={t('machine.coins')} />
        <ul className="lines">
          {(['known', 'offline', 'age'] as const).map((line) => (
            <li key={line}>
              <Icon name="tick" />
              {t(`signIn.${line}`)}
            </li>
          ))}
        </ul>
      </aside>
    </div>
  );
}
