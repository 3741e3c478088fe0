import {
  type PlantFigures,
  type PlantParetoBar,
  plantParetoSubjects,
} from '../../../src-inference/contract/index.ts';
import { ParetoBox } from '../../charts/index.ts';
import { useText } from '../../text/index.tsx';
import { labelText } from '../mistake-text.ts';
import type { OpenParts } from './open-parts.ts';

export function PlantPareto({
  figures: { pareto, choices },
  onOpen,
}: {
  readonly figures: PlantFigures;
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const stations = new Map(choices.stations.map(({ id, name }) => [id, name]));
  const nameOf = ({ step, status, station, recipe, hour }: PlantParetoBar): string => {
    if (hour !== null) return `${String(hour).padStart(2, '0')}:00`;
    if (station !== null) return stations.get(station) ?? String(station);
    if (recipe !== null) return recipe || text('figures.none.recipe');
    return [step === null ? null : labelText(step), status && text(`common.step.${status}`)]
      .filter((word) => word !== null)
      .join(' · ');
  };
  return (
    <ParetoBox
      subjects={plantParetoSubjects.map((value) => ({ value, label: text(`plant.subjects.${value}`) }))}
      rowsOf={(subject) =>
        pareto[subject].map((bar) => ({
          ...bar,
          name: nameOf(bar),
          onOpen: () => onOpen(partsOf(bar)),
        }))
      }
    />
  );
}

/** All parts of a group are those with a mistake. */
function partsOf({ step, status, station, recipe, hour }: PlantParetoBar) {
  return {
    ...(step !== null && { step }),
    ...(status !== null && { status }),
    ...(station !== null && { station, faulty: true }),
    ...(recipe !== null && { recipe, faulty: true }),
    ...(hour !== null && { hour, faulty: true }),
  };
}
