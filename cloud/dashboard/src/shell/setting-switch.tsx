import { getTranslations } from 'next-intl/server';
import { SETTINGS, type Setting } from '../settings/settings.ts';
import { SettingForm } from './setting-form.tsx';

export interface SettingSwitchProps {
  readonly setting: Setting;
  readonly value: string;
  /** Its name stands beside it for readers only, where the choices explain themselves. */
  readonly bare?: boolean;
}

/** One row of choices: a plain form, which also works before any script runs. */
export async function SettingSwitch({ setting, value, bare = false }: SettingSwitchProps) {
  const t = await getTranslations();
  return (
    <div>
      <span className={bare ? 'hidden-words' : 'meta'} id={`set-${setting}`}>
        {t(`account.${setting}`)}
      </span>
      <SettingForm>
        <fieldset className="seg" aria-labelledby={`set-${setting}`}>
          {SETTINGS[setting].values.map((one) => (
            <button
              key={one}
              type="submit"
              name={setting}
              value={one}
              aria-pressed={one === value}
              lang={setting === 'language' ? one : undefined}
            >
              {t(`choice.${one}`)}
            </button>
          ))}
        </fieldset>
      </SettingForm>
    </div>
  );
}
