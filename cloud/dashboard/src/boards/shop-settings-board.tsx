'use client';

import type { ActingShopSettingsProps } from '../limits/acting-shop-settings.tsx';
import { EditLevels } from '../limits/edit-levels.tsx';
import { EditLimits } from '../limits/edit-limits.tsx';
import { RenameShop } from '../limits/rename-shop.tsx';
import { ShopSettingsView } from '../views/shop-settings-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of a shop's settings with what can be pressed. */
export function ShopSettingsBoard({ settings, may }: ActingShopSettingsProps) {
  const say = useSay();
  if (!may) return <ShopSettingsView settings={settings} say={say} />;
  return (
    <ShopSettingsView
      settings={settings}
      say={say}
      acts={{
        names: <RenameShop shop={settings.shop} />,
        limits: <EditLimits settings={settings} />,
        levels: <EditLevels settings={settings} />,
      }}
    />
  );
}
