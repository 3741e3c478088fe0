// Recipes that are learnt on a station: from parts of its history, and from the labelled recordings of the project that teaches it.
import {
  type Commands,
  type JudgedStep,
  type LabelledAction,
  type LearntExample,
  type LearntRecipe,
  StationError,
} from '../contract/index.ts';
import { learnFromActions } from '../evaluation/index.ts';
import type { ModelCard } from '../model/index.ts';
import type { ProjectFolder } from '../teaching/index.ts';
import type { Workplace } from '../workplace/index.ts';

interface DoneParts {
  readonly example: LearntExample;
  /** By time. */
  readonly actions: readonly LabelledAction[];
}

type Names = Pick<Commands['learnFromParts']['input'], 'name' | 'title'>;

/** @throws StationError, see `learnFromParts`. */
export async function learnFromParts(
  workplace: Workplace,
  { ids, ...names }: Commands['learnFromParts']['input'],
): Promise<LearntRecipe> {
  const parts: DoneParts[] = [];
  // By time, whatever the order in which they were chosen: a recipe does not depend on that.
  for (const id of [...new Set(ids)].sort()) {
    const { summary, steps } = await workplace.history.readPart(id);
    parts.push({ example: { kind: 'part', id, number: summary.number }, actions: actionsOf(steps) });
  }
  return learn(parts, names, workplace.modelCard);
}

/** @throws StationError, see `teachLearnRecipe`. */
export async function learnFromRecordings(
  project: ProjectFolder,
  workplace: Workplace | null,
  { recordings, ...names }: Commands['teachLearnRecipe']['input'],
): Promise<LearntRecipe> {
  const parts: DoneParts[] = [];
  for (const recording of [...new Set(recordings)].sort()) {
    const { confirmed } = await project.recordings.readLabels(recording);
    if (confirmed === null) {
      throw new StationError('not_possible', `The labels of "${recording}" are not confirmed.`, {
        where: recording,
        hint: 'Confirm them first, or leave the recording out.',
      });
    }
    parts.push({ example: { kind: 'recording', recording }, actions: confirmed.actions });
  }
  return learn(parts, names, workplace?.modelCard ?? null);
}

/** What was done, as the checker has seen it: right steps and extra ones alike. */
function actionsOf(steps: readonly JudgedStep[]): readonly LabelledAction[] {
  return steps
    .flatMap(({ label, startSeconds, endSeconds }) =>
      label === null || startSeconds === null || endSeconds === null
        ? []
        : [{ label, startSeconds, endSeconds }],
    )
    .sort((a, b) => a.startSeconds - b.startSeconds);
}

function learn(parts: readonly DoneParts[], names: Names, card: ModelCard | null): LearntRecipe {
  const { used, ...learnt } = learnFromActions(
    parts.map(({ actions }) => actions),
    names,
    card,
  );
  return {
    ...learnt,
    examples: parts.map(({ example }) => example),
    unused: parts.flatMap(({ example }, at) => (used.includes(at) ? [] : [example])),
  };
}
