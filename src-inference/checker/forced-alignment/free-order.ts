// Without a recipe: any action may follow any other.
import type { RecognitionModel } from '../../contract/index.ts';
import { type State, untouched } from '../automaton/state.ts';
import type { Transition } from '../automaton/transition.ts';
import type { RightWork } from './right-work.ts';

export function anyOrder({ labels, background }: RecognitionModel): RightWork {
  const stateAfter = (lastLabel: number | null): State => ({
    ...untouched,
    begun: true,
    complete: false,
    final: false,
    lastLabel,
  });
  const actions = labels.flatMap((name, label) => (name === background ? [] : [label]));
  const transitions: readonly Transition[] = actions.map((label) => ({
    meaning: { kind: 'tolerated', verdict: 'pass' },
    label,
    missed: [],
    ended: null,
    cost: Math.log(actions.length),
    to: stateAfter(label),
  }));
  return { start: stateAfter(null), transitionsFrom: () => transitions, endCost: () => 0 };
}
