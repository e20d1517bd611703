import type { Me } from '@tillbridge/shared/reads';
import { MAPPING_STATES, type MappingList, type MappingState } from '@tillbridge/shared/reads-mappings';
import { Crumbs } from '../parts/crumbs.tsx';
import { MappingRows } from '../parts/mapping-rows.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';
import { StateList } from './state-list.tsx';

export interface MappingsViewProps {
  readonly page: MappingList;
  readonly me: Me;
  readonly state: MappingState;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly say: Say;
}

/** What unknown names of shops stand for; state, shop and place in the list live in the address. */
export function MappingsView({ page, me, state, shop, cursor, say }: MappingsViewProps) {
  const { t } = say;
  return (
    <>
      <Crumbs steps={[{ word: t('quarantine.title'), href: '/quarantine' }]} here={t('mappings.title')} say={say} />
      <StateList
        path="/quarantine/mappings"
        title={t('mappings.title')}
        lead={t('mappings.lead')}
        states={MAPPING_STATES}
        state={state}
        label={t('mappings.tools')}
        wordOf={(each) => t(`mappings.states.${each}`)}
        filters={[shopChoice(me.shops, shop, say)]}
        cursor={cursor}
        next={page.next}
        none={page.rows.length === 0 ? { title: t(`mappings.none.${state}`), next: t('mappings.noneNext') } : undefined}
        say={say}
      >
        <MappingRows rows={page.rows} asOf={page.asOf} permissions={me.permissions} person={me.person.id} say={say} />
      </StateList>
    </>
  );
}
