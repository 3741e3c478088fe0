// The policy `alignment`: compares what is done with the recipe as a whole, not window by window. A clear right
// step is judged as soon as it ends; a doubtful one waits for the next two actions, which tell what it was.
import type { Checker, JudgedStep, SequenceEvent, WindowScores } from '../contract/index.ts';
import { createExplainer, type Explained, isNegligible, isPlausible, isWeak } from './explanation.ts';
import { createPartRecord, expectedAt } from './part-record.ts';
import type { Recipe, RecipeStep } from './recipe.ts';
import { createSegmenter, type Segment } from './segmenter.ts';
import * as judgement from './step-judgement.ts';

/** Actions that may follow before a doubtful one must be judged. */
const lagSegments = 2;
/** When it could be the start of a new part: repeated rounds look alike for this long. */
const newPartLagSegments = 5;
/** A step that was left out by all signs but this many seconds of its label, in the background before the next one. */
const faintSeconds = 0.4;
/** Explanations within this cost of the best one are still possible. */
const openMargin = 0.15;
/** A finished part stays on the bench for this long, for its last step may be done twice. */
const settleSeconds = 2;
/** A part that may be finished, but could still be mended or get an optional step. */
const patienceSeconds = 10;

/** Judges segments that are given one by one; `createAlignment` joins it to the windows. */
export interface SegmentJudge {
  opened(segment: Segment): readonly SequenceEvent[];
  closed(segment: Segment): readonly SequenceEvent[];
  /** Nothing is being done at this time. */
  idle(atSeconds: number): readonly SequenceEvent[];
  finish(atSeconds: number): readonly SequenceEvent[];
}

export function createAlignment(
  recipe: Recipe,
  labels: readonly string[],
  background: string | null,
): Checker {
  const segmenter = createSegmenter(labels, background);
  const judge = createSegmentJudge(recipe);
  let busy = false;
  let seconds = 0;

  const take = (changes: ReturnType<typeof segmenter.push>): readonly SequenceEvent[] =>
    changes.flatMap(({ kind, segment }) => {
      busy = kind === 'opened';
      return busy ? judge.opened(segment) : judge.closed(segment);
    });

  return {
    push(window: WindowScores) {
      seconds = window.endSeconds;
      const events = take(segmenter.push(window));
      return busy ? events : [...events, ...judge.idle((window.startSeconds + window.endSeconds) / 2)];
    },
    mark: () => [],
    finish: () => [...take(segmenter.finish()), ...judge.finish(seconds)],
  };
}

function leftOut(step: RecipeStep, next: Segment): JudgedStep {
  const isFaint = (next.faintBefore.get(step.label) ?? 0) >= faintSeconds;
  return isFaint ? judgement.faint(step, next) : judgement.missed(step);
}

export function createSegmentJudge(recipe: Recipe): SegmentJudge {
  const explainer = createExplainer(recipe);
  const end = recipe.steps.length;
  const part = createPartRecord(recipe);
  let position = 0;
  let previousLabel: string | null = null;
  let pending: readonly Segment[] = [];
  let lastEndSeconds = 0;
  let announced = false;

  const endPart = (atSeconds: number): readonly SequenceEvent[] => {
    const events = part.end(atSeconds, explainer.missedBetween(position, end));
    position = 0;
    previousLabel = null;
    return events;
  };

  const announce = (segment: Segment): readonly SequenceEvent[] => {
    announced = true;
    const events: SequenceEvent[] = [];
    const done = part.open && position === end && pending.length === 0;
    // The last step once more is the only thing that may still belong to a finished part.
    if (done && (segment.label !== previousLabel || segment.label === recipe.steps[0]!.label)) {
      events.push(...endPart(lastEndSeconds));
    }
    if (!part.open) events.push(part.start(segment.startSeconds));
    const expected = expectedAt(recipe, likelyPosition('open').position);
    const { startSeconds: atSeconds, label } = segment;
    return [...events, { type: 'actionStarted', part: part.number, atSeconds, label, expected }];
  };

  /** Where the cheapest explanation of what is pending leads, and its last move. */
  const likelyPosition = (ending: 'open' | 'closed'): { position: number; last: Explained | null } => {
    let at = position;
    let label = previousLabel;
    let rest = pending;
    let last: Explained | null = null;
    while (rest.length > 0) {
      last = explainer.explain(rest, at, label, ending)[0]!;
      label = last.segments === 0 ? null : rest[last.segments - 1]!.label;
      rest = rest.slice(last.segments);
      at = last.position;
    }
    return { position: at, last };
  };

  const isDecided = (options: readonly Explained[]): boolean => {
    const { move, cost, segments } = options[0]!;
    const rivals = options.filter((option) => option.cost <= cost + openMargin);
    const isClear =
      (move.kind === 'match' && !move.doubtful && move.missed.length === 0) ||
      (move.kind === 'newPart' && explainer.isComplete(position));
    if (rivals.length === 1 && (isClear || pending.length > Math.max(segments, 1))) return true;
    const mayRestart = rivals.some((rival) => rival.move.kind === 'newPart');
    return pending.length > (mayRestart ? newPartLagSegments : lagSegments);
  };

  const apply = ({ move, segments, position: next }: Explained): readonly SequenceEvent[] => {
    const [segment, following] = pending as readonly [Segment, Segment];
    if (move.kind === 'newPart') {
      return [...endPart(segment.startSeconds), part.start(segment.startSeconds)];
    }
    pending = pending.slice(segments);
    if (move.kind !== 'dropped') previousLabel = (segments === 2 ? following : segment).label;
    position = next;
    switch (move.kind) {
      case 'match': {
        const step = recipe.steps[move.step]!;
        return [
          ...move.missed.map((at) => part.judge(leftOut(recipe.steps[at]!, segment), at + 1)),
          part.judge(judgement.matched(step, segment, move.doubtful), next),
        ];
      }
      case 'wrong':
        return [part.judge(judgement.wrong(recipe.steps[move.step]!, segment), next)];
      case 'swapped': {
        const [step, neighbour] = [recipe.steps[move.step]!, recipe.steps[move.step + 1]!];
        return [
          part.judge(judgement.swapped(step, neighbour, following, 'after'), move.step + 1),
          part.judge(judgement.swapped(neighbour, step, segment, 'before'), next),
        ];
      }
      case 'corrected':
        return [part.judge(judgement.corrected(recipe.steps[move.step]!, segment, following), next)];
      case 'extra':
        return [part.judge(judgement.extra(segment, move.repeated), next)];
      case 'dropped':
        return [part.judge(judgement.dropped(segment), next)];
      default:
        return move satisfies never;
    }
  };

  const settle = (ending: 'open' | 'closed'): readonly SequenceEvent[] => {
    const events: SequenceEvent[] = [];
    while (pending.length > 0) {
      const options = explainer.explain(pending, position, previousLabel, ending);
      if (ending === 'open' && !isDecided(options)) break;
      events.push(...apply(options[0]!));
    }
    return events;
  };

  return {
    opened: (segment) => (!part.open && isWeak(segment) ? [] : announce(segment)),

    closed(segment) {
      // Between two parts a weak moment is nothing, unless it may have been the first step.
      const isNothing = isNegligible(segment) && !isPlausible(segment, recipe.steps[0]!.label);
      if (!announced && !part.open && isNothing && segment.label !== recipe.steps[0]!.label) return [];
      const events = announced ? [] : announce(segment);
      announced = false;
      pending = [...pending, segment];
      lastEndSeconds = segment.endSeconds;
      return [...events, ...settle('open')];
    },

    idle(atSeconds) {
      const idleSeconds = atSeconds - lastEndSeconds;
      if (!part.open || idleSeconds < settleSeconds) return [];
      const likely = likelyPosition('closed');
      if (!explainer.isComplete(likely.position)) return [];
      const newest = pending.at(-1)?.label ?? previousLabel;
      const isSettled =
        likely.position === end &&
        (newest === recipe.steps[end - 1]!.label || likely.last?.move.kind === 'swapped');
      if (!isSettled && idleSeconds < patienceSeconds) return [];
      return [...settle('closed'), ...endPart(lastEndSeconds)];
    },

    finish(atSeconds) {
      const events = settle('closed');
      return part.open ? [...events, ...endPart(atSeconds)] : events;
    },
  };
}
