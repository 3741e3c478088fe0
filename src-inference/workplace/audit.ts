// The trail of changes: what of the settings is in it, and under which subject. Pure.
import type { AuditedSubject, StationSettings } from '../contract/index.ts';
import { redactSettings } from './redaction.ts';

export interface AuditedChange {
  readonly what: AuditedSubject;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Null: not in the trail, because the log tells it or a screen remembers it. */
const subjects: Readonly<Record<keyof StationSettings, AuditedSubject | null>> = {
  name: 'screen',
  setUp: null,
  model: 'model',
  inferenceServer: 'model',
  recipe: 'recipeInUse',
  policy: 'judging',
  hopSeconds: 'judging',
  minProbability: 'judging',
  failAbove: 'judging',
  joinedParts: 'judging',
  picture: 'picture',
  source: null,
  recentSources: null,
  outputs: 'outputs',
  links: 'links',
  recordings: 'storage',
  retention: 'storage',
  folders: 'storage',
  // The page Teach shows it, and nothing is judged by it before a network is put in force.
  teach: null,
  identity: 'identity',
  shifts: 'shift',
  shiftStartedAt: 'shift',
  kiosk: 'screen',
};

/** Long lists are cut: the trail says what was changed, the files of the station have all of it. */
const longestValue = 2000;

/** One entry for each changed value, without passwords. */
export function settingsChanges(before: StationSettings, after: StationSettings): readonly AuditedChange[] {
  const [old, now] = [redactSettings(before), redactSettings(after)];
  return Object.keys(subjects).flatMap((key) => {
    const setting = key as keyof StationSettings;
    const what = subjects[setting];
    return what === null ? [] : valueChanges(what, setting, old[setting], now[setting]);
  });
}

/** Of an object or a list, one entry for each member that differs. */
function valueChanges(
  what: AuditedSubject,
  subject: string,
  before: unknown,
  after: unknown,
): readonly AuditedChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => valueChanges(what, `${subject}.${key}`, before[key], after[key]));
  }
  if (hasIds(before) && hasIds(after)) {
    const ids = [...new Set([...before, ...after].map(({ id }) => id))];
    const of = (list: readonly WithId[], id: string): unknown => list.find((one) => one.id === id);
    return ids.flatMap((id) => valueChanges(what, `${subject}.${id}`, of(before, id), of(after, id)));
  }
  return [{ what, subject, before: shortText(before), after: shortText(after) }];
}

interface WithId {
  readonly id: string;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasIds(value: unknown): value is readonly WithId[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && 'id' in one);
}

function shortText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
