// How likely actions and pauses take so many windows, from the hazards of the decoder.
import type { State } from '../automaton/state.ts';
import { unknownPace } from '../decoder/pace.ts';
import type { StepDurations } from '../decoder/step-durations.ts';

/** Costs in nats. Lengths are counted in windows, from 1 on. */
export interface LengthCosts {
  ofAction(label: number, windows: number): number;
  ofPause(state: State, windows: number): number;
  /** Of something unknown. */
  ofUnknown(windows: number): number;
}

/** @param hopSeconds Of all windows: the durations need not know more. */
export function createLengthCosts(durations: StepDurations, hopSeconds: number): LengthCosts {
  type HazardAt = (ageSeconds: number) => { readonly end: number; readonly continue: number };
  const tableOf = (hazard: HazardAt) => {
    /** For each length, the nats of having gone on until then. */
    const goneOn = [0];
    return (windows: number): number => {
      // An action ends half a hop before or after the middle of a window: no window tells more.
      for (let known = goneOn.length; known < windows; known++) {
        goneOn.push(goneOn[known - 1]! + hazard((known - 0.5) * hopSeconds).continue);
      }
      return goneOn[windows - 1]! + hazard((windows - 0.5) * hopSeconds).end;
    };
  };
  const actions = new Map<number, (windows: number) => number>();
  const pauses = new Map<State, (windows: number) => number>();
  const unknown = tableOf((age) => durations.interruptionHazard(age, hopSeconds));
  const known = <Key>(
    tables: Map<Key, (windows: number) => number>,
    key: Key,
    hazard: HazardAt,
  ): ((windows: number) => number) => {
    let table = tables.get(key);
    if (table === undefined) {
      table = tableOf(hazard);
      tables.set(key, table);
    }
    return table;
  };
  return {
    ofAction: (label, windows) =>
      known(actions, label, (age) => durations.actionHazard(label, unknownPace, age, hopSeconds))(windows),
    ofPause: (state, windows) =>
      known(pauses, state, (age) => durations.pauseHazard(state, unknownPace, age, hopSeconds))(windows),
    ofUnknown: unknown,
  };
}
