import { useEffect, useState } from 'react';
import type { AgentApi } from '../api/agent-api.ts';
import type { Plan, PlanWish } from '../api/wire.ts';

const TYPING_MS = 120;

/** What would leave the machine for a wish, asked for while it is typed; undefined while nobody knows. */
export function usePlan(api: AgentApi, machine: string, wish: PlanWish | undefined, moment: string): Plan | undefined {
  const [plan, setPlan] = useState<{ readonly of: string; readonly plan: Plan }>();
  const asked = wish === undefined ? '' : JSON.stringify({ machine, wish, moment });
  useEffect(() => {
    if (asked === '') return;
    const over = new AbortController();
    const { machine: at, wish: what } = JSON.parse(asked) as { machine: string; wish: PlanWish };
    const timer = setTimeout(() => {
      api.plan(at, what, over.signal).then(
        (found) => setPlan({ of: asked, plan: found }),
        () => undefined,
      );
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [api, asked]);
  return plan?.of === asked && asked !== '' ? plan.plan : undefined;
}

/** Pieces that would leave, by unit, for the marks on the machine. */
export function leavingOf(plan: Plan | undefined): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  if (plan?.payable !== true) return units;
  for (const { unit, pieces } of plan.lines) units.set(unit, (units.get(unit) ?? 0) + pieces);
  return units;
}

/** How many notes and coins a plan moves. */
export function piecesOf(plan: Extract<Plan, { payable: true }>): { readonly notes: number; readonly coins: number } {
  const count = (form: 'note' | 'coin') =>
    plan.lines.reduce((sum, line) => sum + (line.form === form ? line.pieces : 0), 0);
  return { notes: count('note'), coins: count('coin') };
}
