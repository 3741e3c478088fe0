// Forced alignment: when the steps of a recipe were done in a recording of right parts. The likeliest path through the lattice
// gives the actions; the forward-backward algorithm over all paths (Rabiner 1989) gives their edges, finer than the hop, and how
// sure each action is.
import type { DraftAction, RecognitionModel, WindowScores } from '../../contract/index.ts';
import { parseRecipe, type Recipe } from '../../recipe/index.ts';
import { createStepDurations, type KnownDurations } from '../decoder/step-durations.ts';
import { createLabelTable } from '../labels.ts';
import { rightOverlap } from './constants.ts';
import { type ActionSegment, explain } from './explanations.ts';
import { anyOrder } from './free-order.ts';
import { createLengthCosts } from './lengths.ts';
import { workByRecipe } from './right-work.ts';
import { sumWindowCosts } from './window-costs.ts';

export interface AlignmentOptions {
  /** Null: any action may follow any other. A recipe with `when` must be that of the part's code. */
  readonly recipe: Recipe | null;
  /** How long actions take, where labelled recordings tell it; left out: as the recipe says, or as usual. */
  readonly durations?: KnownDurations | null;
}

/**
 * The actions of a recording in which only right parts are made, one after the other, by rising time.
 *
 * @param network Whose labels are those of the recipe.
 * @param windows Of the whole recording, by rising time, at an even hop.
 */
export function alignDraft(
  { recipe, durations = null }: AlignmentOptions,
  network: RecognitionModel,
  windows: readonly WindowScores[],
): DraftAction[] {
  if (windows.length === 0) return [];
  const work = recipe === null ? anyOrder(network) : workByRecipe(recipe, network);
  const ofRecipe = recipe ?? silentRecipe(network);
  const table = createLabelTable(ofRecipe, network.labels, network.background);
  const costs = sumWindowCosts(network, windows);
  const { edges } = costs;
  const hopSeconds = (edges.at(-1)! - edges[0]!) / costs.windows;
  const lengths = createLengthCosts(createStepDurations(ofRecipe, table, durations), hopSeconds);
  const model = { ...work, lengths, costs, background: table.background, hopSeconds };
  const { likeliest, visitActions } = explain(model, work.start, work.endCost);
  const sums = likeliest.map((action) => ({ action, posterior: 0, from: 0, to: 0 }));
  visitActions((other, posterior) => {
    for (const sum of sums) {
      if (!isSame(sum.action, other)) continue;
      sum.posterior += posterior;
      sum.from += posterior * edges[other.from]!;
      sum.to += posterior * edges[other.to]!;
    }
  });
  const actions = sums.map(({ action: { label, from, to }, posterior, ...sum }) => ({
    label: network.labels[label]!,
    startSeconds: posterior > 0 ? sum.from / posterior : edges[from]!,
    endSeconds: posterior > 0 ? sum.to / posterior : edges[to]!,
    confidence: Math.min(posterior, 1),
  }));
  return withoutOverlaps(actions);
}

/** Edges are means over explanations, so those of two neighbours may cross: both then meet in between. */
function withoutOverlaps(actions: readonly DraftAction[]): DraftAction[] {
  return actions.map((action, at) => {
    const [before, after] = [actions[at - 1], actions[at + 1]];
    const { startSeconds, endSeconds } = action;
    return {
      ...action,
      startSeconds: before ? Math.max(startSeconds, (before.endSeconds + startSeconds) / 2) : startSeconds,
      endSeconds: after ? Math.min(endSeconds, (endSeconds + after.startSeconds) / 2) : endSeconds,
    };
  });
}

/** Whether both are the same action by the usual measure of temporal segments. */
function isSame(one: ActionSegment, other: ActionSegment): boolean {
  if (one.label !== other.label) return false;
  const together = Math.min(one.to, other.to) - Math.max(one.from, other.from);
  const either = Math.max(one.to, other.to) - Math.min(one.from, other.from);
  return together > rightOverlap * either;
}

/** It says nothing of durations. */
function silentRecipe({ labels, background }: RecognitionModel): Recipe {
  const label = labels.find((name) => name !== background);
  return parseRecipe(JSON.stringify({ name: 'any', title: 'Any', steps: [label] }), 'any');
}
