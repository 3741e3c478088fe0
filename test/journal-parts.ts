// Journals of made-up parts: as many as asked for, the same ones each time. For tests and benches of what is made of journals.
import { mkdirSync, writeFileSync } from 'node:fs';
import type { StepStatus, Verdict } from '../src-inference/contract/index.ts';
import { dayOf, journalPath } from '../src-inference/record/index.ts';

const labels = [
  'riveted_start',
  'spacer',
  'greased_disk',
  'separator',
  'spacer_washer',
  'install_lid',
  'press_down',
  'complete_part',
] as const;
const statuses = ['missed', 'wrong', 'uncertain', 'tooSlow', 'outOfOrder'] as const satisfies StepStatus[];
const recipes = ['coupling', 'coupling-modified'] as const;

interface MadeStep {
  readonly label: string;
  readonly status: StepStatus;
  readonly seconds: number | null;
}

export interface MadePart {
  /** ISO 8601, as `at` of its start. */
  readonly id: string;
  readonly endedAt: string;
  /** Null: aborted. */
  readonly verdict: Verdict | null;
  readonly recipe: string;
  readonly taktSeconds: number;
  readonly cycleSeconds: number;
  readonly steps: readonly MadeStep[];
  readonly acknowledgedAt: string | null;
}

/** @param seed The same seed gives the same numbers, evenly between 0 and 1. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The parts of one local day, from six in the morning on, evenly over `hours`. */
export function madeParts(
  day: Date,
  { parts, steps, hours = 20 }: { readonly parts: number; readonly steps: number; readonly hours?: number },
): readonly MadePart[] {
  const chance = chances(day.getTime() / 1000);
  const begin = new Date(day.getFullYear(), day.getMonth(), day.getDate(), 6).getTime();
  return Array.from({ length: parts }, (_, number) => {
    const start = begin + Math.floor((number / parts) * hours * 3_600_000);
    const made = Array.from({ length: steps }, (_step, place): MadeStep => {
      const isWrong = chance() < 0.01;
      const status = isWrong ? statuses[Math.floor(chance() * statuses.length)]! : 'ok';
      const seconds = 1 + (place % 5) * 0.6 + chance() ** 2 * 2;
      return { label: labels[place % labels.length]!, status, seconds: status === 'missed' ? null : seconds };
    });
    const cycleSeconds = made.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
    const verdict = verdictOf(made, chance());
    const end = start + Math.round(cycleSeconds * 1000) + 1500;
    const isAcknowledged = verdict === 'fail' && chance() < 0.9;
    return {
      id: new Date(start).toISOString(),
      endedAt: new Date(end).toISOString(),
      verdict,
      recipe: recipes[Math.floor((number / parts) * recipes.length)]!,
      taktSeconds: 64,
      cycleSeconds,
      steps: made,
      acknowledgedAt: isAcknowledged
        ? new Date(end + 4000 + Math.floor(chance() * 60_000)).toISOString()
        : null,
    };
  });
}

function verdictOf(steps: readonly MadeStep[], chance: number): Verdict | null {
  if (chance < 0.005) return null;
  const wrong = steps.filter(({ status }) => status !== 'ok');
  if (wrong.length === 0) return 'pass';
  return wrong.every(({ status }) => status === 'uncertain' || status === 'tooSlow') ? 'warn' : 'fail';
}

/** Writes the journal of a day without its windows. @param folder Made when it is not there. */
export function writeJournal(folder: string, day: Date, parts: readonly MadePart[]): void {
  mkdirSync(folder, { recursive: true });
  let seq = 0;
  let recipe = '';
  const entries = parts.flatMap((part, number): readonly { readonly at: string; readonly text: string }[] => {
    const entry = (
      type: string,
      at: string,
      rest: object,
    ): { readonly at: string; readonly text: string } => ({
      at,
      text: JSON.stringify({ type, at, seq: ++seq, ...rest }),
    });
    const begun = part.recipe === recipe ? [] : runOf(part);
    recipe = part.recipe;
    return [
      ...begun.map(({ type, ...rest }) => entry(type, part.id, rest)),
      entry('partStarted', part.id, { part: number + 1, atSeconds: number * 100, code: null }),
      part.verdict === null
        ? entry('partAborted', part.endedAt, {
            part: number + 1,
            atSeconds: number * 100 + 60,
            reason: 'abandoned',
          })
        : entry('partEnded', part.endedAt, {
            part: number + 1,
            atSeconds: number * 100 + part.cycleSeconds + 1.5,
            verdict: part.verdict,
            cycleSeconds: part.cycleSeconds,
            steps: stepsOf(part, number * 100),
          }),
      ...(part.acknowledgedAt === null
        ? []
        : [entry('partAcknowledged', part.acknowledgedAt, { id: part.id, by: 'Ana', reason: 'reworked' })]),
    ];
  });
  const text = entries.map((entry) => entry.text).join('\n');
  writeFileSync(journalPath(folder, dayOf(day)), `${text}\n`);
}

function runOf({
  recipe,
  taktSeconds,
  steps,
}: MadePart): readonly { readonly type: string; readonly [field: string]: unknown }[] {
  const info = {
    name: recipe,
    title: recipe,
    steps: steps.map(({ label }) => ({ label })),
    targetCycleSeconds: taktSeconds,
  };
  return [
    { type: 'recipeState', recipe: { state: 'ready', name: recipe, info }, next: null },
    {
      type: 'runStarted',
      source: { name: 'camera:/dev/video0' },
      model: 'made-up',
      recipe,
      recipeSteps: steps.length,
    },
  ];
}

function stepsOf({ steps }: MadePart, from: number): readonly object[] {
  let at = from;
  return steps.map(({ label, status, seconds }, place) => {
    const start = at;
    at += seconds ?? 0;
    return {
      index: place + 1,
      expected: label,
      label: seconds === null ? null : label,
      status,
      startSeconds: seconds === null ? null : start,
      endSeconds: seconds === null ? null : at,
      probability: seconds === null ? null : 0.9,
      remark: '',
      severity: status === 'ok' ? 'pass' : 'warn',
    };
  });
}
