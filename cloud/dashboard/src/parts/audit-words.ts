import type { AuditEvent, AuditPage } from '@tillbridge/shared/reads-audit';
import type { Say } from '../words/say.ts';

type Names = AuditPage['names'];

/** Who acted: the name that is known, else what kind of actor it was. */
export function actorWords({ actor, actorKind }: AuditEvent, names: Names, say: Say): string {
  const name = actor === null ? undefined : names[actor];
  if (name !== undefined) return say.name(name);
  if (actorKind === 'system') return say.t('audit.system');
  return say.t(actorKind === 'agent' ? 'audit.unknownAgent' : 'audit.somebody');
}

/** What was done. An action without words shows its code, because a trail hides nothing; a test finds it. */
export function actionWords(action: string, say: Say): string {
  return say.word(`auditAction.${action}`) ?? action;
}

export function matterWords(matter: string, say: Say): string {
  return say.word(`auditMatter.${matter}`) ?? matter;
}

/** What it was done to, by name where it has one. A session is the actor's own and needs no naming. */
export function subjectWords({ subject, action }: AuditEvent, names: Names, say: Say): string | null {
  if (subject === null || action.startsWith('session.')) return null;
  const [first = subject, ...rest] = subject.split('/');
  const name = names[first];
  if (name !== undefined) return rest.length === 0 ? say.name(name) : `${say.name(name)} · ${rest.at(-1)}`;
  return ID.test(first) ? (rest.at(-1) ?? null) : subject;
}

export interface DetailLine {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** The detail in its order; `before.x` and `after.x` become one line. */
export function detailLines({ detail }: AuditEvent, names: Names, say: Say): readonly DetailLine[] {
  const lines: DetailLine[] = [];
  for (const [key, value] of Object.entries(detail)) {
    const [, which, field = key] = /^(before|after)\.(.+)$/.exec(key) ?? [];
    if (which === 'after' && Object.hasOwn(detail, `before.${field}`)) continue;
    const label = say.word(`auditDetail.${field}`) ?? field;
    const text = valueWords(value, names, say);
    const change =
      which === 'before'
        ? say.t('audit.change', { first: text, last: valueWords(detail[`after.${field}`], names, say) })
        : text;
    lines.push({ key, label, value: change });
  }
  return lines;
}

function valueWords(value: unknown, names: Names, say: Say): string {
  if (value === null || value === undefined || value === '') return say.t('audit.nothing');
  if (typeof value === 'boolean') return say.t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'object') return JSON.stringify(value);
  const name = names[String(value)];
  return name === undefined ? String(value) : say.name(name);
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
