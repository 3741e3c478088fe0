// How a station is now, as its row in the plant's database says it. Pure.
import type { PlantStationState, StationSnapshot } from '../../contract/index.ts';
import { presentState } from '../messages/present-state.ts';

/** Nobody reads more on a wall. */
const mostMistakes = 20;

export function stationRow(snapshot: StationSnapshot, program: string): PlantStationState {
  const { part, recipe } = snapshot;
  const state = presentState(snapshot);
  return {
    condition: state.condition,
    source: state.source?.name ?? null,
    source_state: state.source?.state ?? null,
    model: state.model,
    model_version: null,
    recipe: state.recipe,
    recipe_title: recipe.state === 'ready' ? recipe.info.title : null,
    recipe_version: null,
    target_cycle_seconds: recipe.state === 'ready' ? recipe.info.targetCycleSeconds : null,
    operator: state.operator,
    present_part: part && {
      ...state.part!,
      steps_done: part.steps.filter(({ index }) => index !== null).length,
      steps_of: recipe.state === 'ready' ? recipe.info.steps.length : 0,
      mistakes: part.steps
        .filter(({ status }) => status !== 'ok')
        .slice(-mostMistakes)
        .map(({ expected, label, status }) => ({ label: expected ?? label ?? '', status })),
    },
    next_part: state.nextPart,
    last_part: state.lastPart,
    shift: state.shift,
    unacknowledged: state.unacknowledged,
    program_version: program,
  };
}
