'use client';

import type { ActingShopSettingsProps } from '../limits/acting-shop-settings.tsx';
import { EditLevels } from '../limits/edit-levels.tsx';
import { EditLimits } from '../limits/edit-limits.tsx';
import { RenameShop } from '../limits/rename-shop.tsx';
import { CloseShop } from '../shops/close-shop.tsx';
import { EditDay } from '../shops/edit-day.tsx';
import { ShopSettingsView } from '../views/shop-settings-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of a shop's settings with what can be pressed. */
export function ShopSettingsBoard({ settings, may, manages }: ActingShopSettingsProps) {
  const say = useSay();
  if (!(may || manages)) return <ShopSettingsView settings={settings} say={say} />;
  return (
    <ShopSettingsView
      settings={settings}
      say={say}
      acts={{
        names: may && <RenameShop shop={settings.shop} />,
        limits: may && <EditLimits settings={settings} />,
        levels: may && <EditLevels settings={settings} />,
        day: manages && <EditDay settings={settings} />,
        closing: manages && <CloseShop settings={settings} />,
      }}
    />
  );
}
