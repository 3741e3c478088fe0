// Puts an action into words: the judged steps that it stands for, and the verdict over all of them.
import {
  type JudgedStep,
  type NamedStep,
  type Reason,
  reasonSentence,
  type StepEvidence,
  type StepStatus,
  type Verdict,
  verdicts,
} from '../contract/index.ts';
import type { Recipe, RecipeStep } from '../recipe/index.ts';
import type { Deed, Move } from './moves.ts';
import type { Sight } from './window-memory.ts';

/** How far what was seen can be trusted, as probabilities of a mistake. */
export interface Trust {
  /** From here on it is a mistake, and the part fails. */
  readonly failAbove: number;
  /** From here on somebody should look. */
  readonly warnAbove: number;
}

/** An action as it was seen. */
export interface Seen {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly sight: Sight | null;
}

/** How sure it is that the action is what it is taken for. */
export interface Doubt {
  /** How likely it is that the action is not as the recipe asks: 0 to 1. */
  readonly defect: number;
  /** How likely it is that the part is not, by this action or by another one that is not judged yet: 0 to 1. */
  readonly bad: number;
  /** The likeliest explanation that would change the verdict; null without one. */
  readonly other: Move | null;
}

export interface Judgement {
  readonly step: JudgedStep;
  readonly amends: boolean;
}

export interface Judge {
  /** What an action says of the steps before it and of its own; `known` is what was said of the part so far. */
  judge(move: Move, seen: Seen, doubt: Doubt, known: readonly JudgedStep[]): readonly Judgement[];
  /** Steps (0-based positions) that were not done, each with how likely that is; `bad` as of a doubt. */
  missing(
    defects: ReadonlyMap<number, number>,
    bad: number,
    known: readonly JudgedStep[],
    seen: (label: string) => Sight | null,
  ): readonly Judgement[];
}

const nothing = { label: null, startSeconds: null, endSeconds: null, probability: null } as const;
/** A measured duration is right to half a hop at its beginning and its end. */
const limitSlackSeconds = 0.26;

export function createJudge(recipe: Recipe, names: readonly string[], trust: Trust): Judge {
  const { steps } = recipe;

  const severityOf = (status: StepStatus, step: RecipeStep | null): Verdict => {
    const isCritical = step?.critical === true;
    switch (status) {
      case 'ok':
        return 'pass';
      case 'wrong':
      case 'missed':
      case 'extra':
      case 'outOfOrder':
        return 'fail';
      case 'corrected':
        return isCritical ? 'fail' : recipe.corrections.verdict;
      case 'uncertain':
      case 'tooFast':
        return isCritical ? 'fail' : 'warn';
      case 'tooSlow':
        return 'warn';
      default:
        return status satisfies never;
    }
  };

  const evidenceOf = (sight: Sight | null, doubt: number): StepEvidence => ({
    windows: sight?.windows ?? null,
    runnerUp: sight?.runnerUp ?? null,
    doubt,
  });

  const put = (
    step: RecipeStep | null,
    seen: Seen | null,
    status: StepStatus,
    reason: Reason | null,
    doubt: number,
    amends = false,
  ): Judgement => ({
    amends,
    step: {
      index: step?.index ?? null,
      expected: step?.label ?? null,
      ...(seen === null
        ? nothing
        : {
            label: seen.label,
            startSeconds: seen.startSeconds,
            endSeconds: seen.endSeconds,
            probability: seen.sight?.probability ?? null,
          }),
      status,
      ...because(reason),
      severity: severityOf(status, step),
      evidence: evidenceOf(seen?.sight ?? null, doubt),
    },
  });

  const isKnown = (step: RecipeStep, known: readonly JudgedStep[]): boolean =>
    known.some(({ index }) => index === step.index);

  const missed = (
    position: number,
    { defect, bad }: Pick<Doubt, 'defect' | 'bad'>,
    known: readonly JudgedStep[],
    sight: Sight | null,
  ): Judgement => {
    const step = steps[position]!;
    const isSure = bad >= trust.failAbove;
    const { step: judged, amends } = put(
      step,
      null,
      isSure ? 'missed' : 'uncertain',
      { kind: isSure ? 'notDone' : 'hardlySeen' },
      defect,
      isKnown(step, known),
    );
    const label = isSure ? null : step.label;
    return { amends, step: { ...judged, label, evidence: evidenceOf(sight, defect) } };
  };

  /** A mistake when the part has one for sure, and this is the likeliest; otherwise something to look at. */
  const mistake = (
    step: RecipeStep | null,
    seen: Seen,
    status: StepStatus,
    reason: Reason,
    { defect, bad }: Doubt,
    amends = false,
  ): Judgement =>
    bad >= trust.failAbove
      ? put(step, seen, status, reason, defect, amends)
      : put(step, seen, 'uncertain', { kind: 'perhaps', reason }, defect, amends);

  const matched = (
    step: RecipeStep,
    seen: Seen,
    { defect, bad, other }: Doubt,
    known: readonly JudgedStep[],
  ): readonly Judgement[] => {
    const before = known.find(({ index }) => index === step.index);
    if (before !== undefined) {
      return [put(step, seen, 'corrected', { kind: 'corrected', first: before.label }, defect, true)];
    }
    const limit = brokenLimit(step, seen);
    if (limit !== null) return [put(step, seen, limit.status, limit.reason, defect)];
    // When all that speaks against this step is another mistake, there is nothing to look at here.
    if (defect < trust.warnAbove || bad >= trust.failAbove || other === null)
      return [put(step, seen, 'ok', null, defect)];
    const label = names[other.label]!;
    if (other.deed.kind === 'extra') {
      const reason: Reason = { kind: 'perhapsAlso', label, repeated: other.deed.repeated };
      const doubtful = { ...seen, label, sight: null };
      return [put(null, doubtful, 'uncertain', reason, defect), put(step, seen, 'ok', null, 0)];
    }
    const reason: Reason = { kind: 'unclear', other: label === step.label ? null : label };
    return [put(step, seen, 'uncertain', reason, defect)];
  };

  /** A step that was taken out for another one had been done too early, and taking it out was right. */
  const madeRoom = (
    step: RecipeStep,
    first: RecipeStep,
    known: readonly JudgedStep[],
  ): readonly Judgement[] => {
    const early = known.find(({ index }) => index === step.index);
    const removal = known.findLast(
      ({ reason }) => reason?.kind === 'removed' && reason.step.index === step.index,
    );
    const amended = (before: JudgedStep, status: StepStatus, reason: Reason): Judgement => ({
      step: { ...before, status, ...because(reason), severity: severityOf(status, step) },
      amends: true,
    });
    return [
      ...(early
        ? [amended(early, 'outOfOrder', { kind: 'doneBefore', steps: [named(first)], undone: true })]
        : []),
      ...(removal
        ? [amended(removal, 'corrected', { kind: 'removed', step: named(step), room: first.label })]
        : []),
    ];
  };

  const ofDeed = (
    deed: Deed,
    seen: Seen,
    doubt: Doubt,
    known: readonly JudgedStep[],
  ): readonly Judgement[] => {
    const { label } = seen;
    const { defect } = doubt;
    switch (deed.kind) {
      case 'match':
        return [
          ...deed.room.flatMap((at) => madeRoom(steps[at]!, steps[deed.step]!, known)),
          ...matched(steps[deed.step]!, seen, doubt, known),
        ];
      case 'wrong': {
        const step = steps[deed.step]!;
        const reason: Reason = { kind: 'instead', label, expected: step.label };
        return [mistake(step, seen, 'wrong', reason, doubt, isKnown(step, known))];
      }
      case 'late': {
        const step = steps[deed.step]!;
        const other = deed.swappedWith === null ? null : steps[deed.swappedWith]!;
        const reason: Reason = { kind: 'doneAfter', step: other && named(other) };
        const own = mistake(step, seen, 'outOfOrder', reason, doubt, true);
        const swapped = other && known.find(({ index }) => index === other.index);
        if (!swapped) return [own];
        const status = own.step.status;
        const turned: JudgedStep = {
          ...swapped,
          status,
          ...because({ kind: 'doneBefore', steps: [named(step)], undone: false }),
          severity: severityOf(status, other),
        };
        return [own, { step: turned, amends: true }];
      }
      case 'mended': {
        const step = steps[deed.step]!;
        const before = known.find(({ index }) => index === step.index);
        const startSeconds = before?.startSeconds ?? seen.startSeconds;
        const reason: Reason = { kind: 'corrected', first: before?.label ?? null };
        return [put(step, { ...seen, startSeconds }, 'corrected', reason, defect, true)];
      }
      case 'redone': {
        const [step, late] = [steps[deed.step]!, steps[deed.late]!];
        const before = known.find(({ index }) => index === late.index);
        const mended: JudgedStep = {
          ...(before ?? put(late, null, 'corrected', null, defect).step),
          status: 'corrected',
          ...because({ kind: 'corrected', first: label }),
          severity: severityOf('corrected', late),
        };
        return [{ step: mended, amends: true }, put(step, seen, 'ok', null, defect, true)];
      }
      case 'early': {
        const step = steps[deed.step]!;
        const before = deed.before.map((at) => named(steps[at]!));
        const reason: Reason = { kind: 'doneBefore', steps: before, undone: false };
        return [mistake(step, seen, 'outOfOrder', reason, doubt, isKnown(step, known))];
      }
      case 'extra': {
        const reason: Reason = { kind: deed.repeated ? 'repeated' : 'notAsked', label };
        return [mistake(null, seen, 'extra', reason, doubt)];
      }
      case 'spoiled': {
        const step = steps[deed.step]!;
        return [mistake(null, seen, 'extra', { kind: 'removed', step: named(step), room: null }, doubt)];
      }
      case 'undone': {
        const before = undoneEntry(deed.step === null ? null : steps[deed.step]!, known);
        if (before === undefined) return [];
        const why = because({ kind: 'undone', label: before.label ?? label, by: label });
        const severity = severityOf('corrected', deed.step === null ? null : steps[deed.step]!);
        return [{ step: { ...before, status: 'corrected', ...why, severity }, amends: true }];
      }
      case 'tolerated': {
        const judged = put(null, seen, 'extra', { kind: 'tolerated', label }, defect);
        return [{ ...judged, step: { ...judged.step, severity: deed.verdict } }];
      }
      case 'ignored':
        return [];
      default:
        return deed satisfies never;
    }
  };

  return {
    judge(move, seen, doubt, known) {
      const left = move.missed.map((at) => missed(at, doubt, known, null));
      // What is doubted are the steps left out, not the action that shows it.
      const own = move.missed.length > 0 ? { defect: 0, bad: 0, other: null } : doubt;
      return [...left, ...ofDeed(move.deed, seen, own, known)];
    },
    missing: (defects, bad, known, seen) =>
      [...defects].flatMap(([at, defect]) => {
        const before = known.find(({ index }) => index === steps[at]!.index);
        const isSaid =
          before !== undefined &&
          (before.status === 'missed' || before.status === 'wrong' || before.status === 'uncertain');
        return isSaid
          ? []
          : [missed(at, { defect, bad: Math.max(defect, bad) }, known, seen(steps[at]!.label))];
      }),
  };
}

function because(reason: Reason | null): Pick<JudgedStep, 'reason' | 'remark'> {
  return { reason, remark: reason === null ? '' : reasonSentence(reason) };
}

function named({ index, label }: RecipeStep): NamedStep {
  return { index, label };
}

function undoneEntry(step: RecipeStep | null, known: readonly JudgedStep[]): JudgedStep | undefined {
  return step === null
    ? known.findLast(({ status }) => status === 'extra' || status === 'wrong')
    : known.find(({ index }) => index === step.index);
}

function brokenLimit(step: RecipeStep, seen: Seen): { status: StepStatus; reason: Reason } | null {
  const seconds = seen.endSeconds - seen.startSeconds;
  if (step.minSeconds !== null && seconds < step.minSeconds - limitSlackSeconds) {
    return { status: 'tooFast', reason: { kind: 'tooFast', seconds, least: step.minSeconds } };
  }
  if (step.maxSeconds !== null && seconds > step.maxSeconds + limitSlackSeconds) {
    return { status: 'tooSlow', reason: { kind: 'tooSlow', seconds, most: step.maxSeconds } };
  }
  const probability = seen.sight?.probability ?? 1;
  if (step.minProbability !== null && probability < step.minProbability) {
    return { status: 'uncertain', reason: { kind: 'weak', probability, least: step.minProbability } };
  }
  return null;
}

/** The worst of all steps. */
export function verdictOf(steps: readonly JudgedStep[]): Verdict {
  return verdicts[Math.max(0, ...steps.map(({ severity }) => verdicts.indexOf(severity)))]!;
}
