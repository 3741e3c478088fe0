// The station as the companion specification for machine vision sees it (OPC 40100-1). Pure.
import {
  conditionOf,
  type PartId,
  type Signals,
  type StationCondition,
  type StationSnapshot,
  signalsOf,
} from '../../contract/index.ts';
import { type PresentState, presentState } from '../messages/present-state.ts';

/** States of the machine that fit a station; the last two are those of the automatic mode within `Operational`. */
export type MachineState = 'Error' | 'Preoperational' | 'Ready' | 'SingleExecution';

export interface VisionState extends Omit<PresentState, 'unacknowledged'> {
  readonly machine: MachineState;
  /** The recipe that holds from the next part on; null when it is the present one. */
  readonly nextRecipe: string | null;
  readonly signals: Signals;
  /** Failed parts that nobody has acknowledged, oldest first. */
  readonly unacknowledged: readonly PartId[];
}

export function visionState(snapshot: StationSnapshot): VisionState {
  const condition = conditionOf(snapshot);
  return {
    ...presentState(snapshot),
    machine: machineState(snapshot, condition),
    nextRecipe: snapshot.nextRecipe,
    signals: signalsOf(condition),
    unacknowledged: snapshot.unacknowledged,
  };
}

function machineState(
  { model, source, recipe, part }: StationSnapshot,
  condition: StationCondition,
): MachineState {
  if (condition === 'notReady') {
    const isBroken = [model.state, recipe.state, source?.state].includes('failed');
    return isBroken ? 'Error' : 'Preoperational';
  }
  return part === null ? 'Ready' : 'SingleExecution';
}
