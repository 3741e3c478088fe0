import { type Figures, type ParetoBar, paretoSubjects } from '../../src-inference/contract/index.ts';
import { ParetoBox } from '../charts/index.ts';
import { useText } from '../text/index.tsx';
import { useNames } from './names.ts';
import type { OpenParts } from './open-parts.ts';

export function Pareto({
  pareto,
  onOpen,
}: {
  readonly pareto: Figures['pareto'];
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const names = useNames();
  return (
    <ParetoBox
      subjects={paretoSubjects.map((value) => ({ value, label: text(`figures.pareto.subjects.${value}`) }))}
      rowsOf={(subject) =>
        pareto[subject].map((bar) => ({
          ...bar,
          name: names.bar(bar),
          onOpen: () => onOpen(conditionsOf(bar)),
        }))
      }
    />
  );
}

/** All parts of a group are faulty ones here, too: the history shows those with a mistake. */
function conditionsOf({ step, status, recipe, operator, hour }: ParetoBar) {
  return {
    ...(step !== null && { step }),
    ...(status !== null && { status }),
    ...(recipe !== null && { recipe, faulty: true }),
    ...(operator !== null && { operator, faulty: true }),
    ...(hour !== null && { hour, faulty: true }),
  } as const;
}
