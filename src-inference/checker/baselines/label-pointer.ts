// A strict pointer into the recipe: every change of the shown label is a step, compared with the expected one at once. It never
// looks back, and takes the steps of the recipe as one line, whatever order they may have.
import {
  type Checker,
  type JudgedStep,
  type PartMark,
  type Reason,
  reasonSentence,
  type SequenceEvent,
  type StepStatus,
} from '../../contract/index.ts';
import { namedStepAt, namedSteps, type Recipe, type RecipeStep } from '../../recipe/index.ts';
import { createPartRecord } from '../online/part-record.ts';
import type { ShowAction, ShownAction } from './shown-action.ts';

export function createLabelPointer(recipe: Recipe, background: string | null, show: ShowAction): Checker {
  const part = createPartRecord(recipe);
  const end = recipe.steps.length;
  let position = 0;
  let lastLabel: string | null = null;
  let seconds = 0;

  const nextPositions = (): readonly number[] => (position === end ? [] : [position]);

  const endPart = (): readonly SequenceEvent[] => {
    const events: SequenceEvent[] = [];
    while (position < end) {
      const step = recipe.steps[position++]!;
      if (step.optional) continue;
      const judged = judge(step, null, 'missed', { kind: 'notDone' });
      events.push(...part.judge({ step: judged, amends: false }, nextPositions()));
    }
    position = 0;
    return [...events, part.end(seconds)];
  };

  return {
    push(window) {
      seconds = window.endSeconds;
      const action = show(window);
      if (action === null || action.label === lastLabel) return [];
      lastLabel = action.label;
      if (action.label === background) return [];
      const { startSeconds: atSeconds, label } = action;
      const events: SequenceEvent[] = part.isOpen ? [] : [part.start(atSeconds, null, [0])];
      const step = recipe.steps[position]!;
      const expected = namedStepAt(recipe, position);
      position++;
      const mayFollow = namedSteps(recipe, nextPositions());
      events.push({ type: 'actionStarted', part: part.number, atSeconds, label, expected, mayFollow });
      const judged =
        label === step.label
          ? judge(step, action, 'ok', null)
          : judge(step, action, 'wrong', { kind: 'instead', label, expected: step.label });
      events.push(...part.judge({ step: judged, amends: false }, nextPositions()));
      return position === end ? [...events, ...endPart()] : events;
    },
    pushUnseen(window) {
      seconds = window.endSeconds;
    },
    mark({ kind, atSeconds, code }: PartMark) {
      seconds = Math.max(seconds, atSeconds);
      const events = part.isOpen ? [...endPart()] : [];
      if (kind === 'start') events.push(part.start(atSeconds, code, [0]));
      return events;
    },
    get isUnfinished() {
      return part.isOpen;
    },
    finish: () => (part.isOpen ? endPart() : []),
  };
}

function judge(
  step: RecipeStep,
  action: ShownAction | null,
  status: StepStatus,
  reason: Reason | null,
): JudgedStep {
  return {
    index: step.index,
    expected: step.label,
    label: action?.label ?? null,
    startSeconds: action?.startSeconds ?? null,
    endSeconds: action?.endSeconds ?? null,
    probability: action?.probability ?? null,
    status,
    reason,
    remark: reason === null ? '' : reasonSentence(reason),
    severity: status === 'ok' ? 'pass' : 'fail',
    evidence: null,
  };
}
