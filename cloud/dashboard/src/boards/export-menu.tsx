'use client';

import { useRef, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { Icon } from '../parts/icon.tsx';
import type { ExportButtonProps } from '../shell/export-button.tsx';
import { useSay } from '../words/use-say.ts';

const JOURNALS = ['journal', 'journal-peak', 'journal-flowaccount'] as const;
const LAYOUTS: Readonly<Record<string, readonly string[]>> = { closings: ['closings', ...JOURNALS] };

/** What to take out and in which form; the file comes as a download of the browser. */
export function ExportMenu({ list, filters }: ExportButtonProps) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const { act, busy, refusal, forget } = useAct();
  const [layout, setLayout] = useState(list);
  const [bom, setBom] = useState(true);
  const layouts = LAYOUTS[list] ?? [list];
  const take = async (format: 'csv' | 'xlsx') => {
    // A journal of some tiers only would not add up: of the screen's filter it takes the shop.
    const asked =
      layout === list ? filters : Object.fromEntries(Object.entries(filters).filter(([name]) => name === 'shop'));
    const body = { list: layout, format, bom: format === 'csv' && bom, language: say.language, filters: asked };
    const ordered = await act({ path: '/api/v1/exports', body });
    if (ordered === null) return;
    dialog.current?.close();
    location.assign(ordered.path);
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => dialog.current?.showModal()}>
        <Icon name="save" />
        {say.t('exports.export')}
      </button>
      <dialog ref={dialog} className="float help" aria-labelledby={`export-${list}`} onClose={forget}>
        <form method="dialog" className="flex items-center justify-between gap-4">
          <h2 id={`export-${list}`}>{say.t('exports.title')}</h2>
          <button type="submit" className="btn quiet">
            {say.t('help.done')}
          </button>
        </form>
        <p className="soft">{say.t('exports.what')}</p>
        {layouts.length > 1 && (
          <label className="pick mt-4">
            {say.t('exports.layout')}
            <select value={layout} onChange={(event) => setLayout(event.target.value)}>
              {layouts.map((one) => (
                <option key={one} value={one}>
                  {say.word(`exportList.${one}`) ?? one}
                </option>
              ))}
            </select>
          </label>
        )}
        {(layout === 'journal-peak' || layout === 'journal-flowaccount') && (
          <p className="meta mt-2">{say.t('exports.notTried')}</p>
        )}
        <label className="pick mt-4">
          <input type="checkbox" checked={bom} onChange={(event) => setBom(event.target.checked)} />
          {say.t('exports.bom')}
        </label>
        <p className="flex flex-wrap gap-2 mt-4">
          <button type="button" className="btn first" disabled={busy} onClick={() => take('csv')}>
            CSV
          </button>
          <button type="button" className="btn" disabled={busy} onClick={() => take('xlsx')}>
            XLSX
          </button>
        </p>
        <RefusalNote refusal={refusal} />
      </dialog>
    </>
  );
}
