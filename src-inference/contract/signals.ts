// What a station shows to the line: one table from the state of the station to lamps, horn and clamp. The same table is
// written to a Modbus server, told over MQTT, and shown on the screen that sets the addresses.
import { isBlind } from './picture.ts';
import type { SignalName } from './signal-names.ts';
import type { StationSnapshot } from './snapshot.ts';

/**
 * - `notReady`: nothing is checked: no source, model or recipe, no picture comes, or it is not the usual one
 * - `ready`: the next part may begin
 * - `working`: a part is in progress, all as it should be so far
 * - `look`: a part is in progress and somebody should look at it
 * - `mistake`: a part is in progress and has a mistake
 * - `pass`, `warn`, `fail`: how the last part ended, until the next one begins
 * - `aborted`: the last part ended without a verdict
 */
export const stationConditions = [
  'notReady',
  'ready',
  'working',
  'look',
  'mistake',
  'pass',
  'warn',
  'fail',
  'aborted',
] as const;
export type StationCondition = (typeof stationConditions)[number];

/** The signals that follow from the condition. */
export type ConditionSignal = Exclude<SignalName, 'heartbeat'>;
export type Signals = Readonly<Record<ConditionSignal, boolean>>;

/** In a condition that is not named, and whatever a row leaves out, a signal is off. */
const on: Readonly<Record<StationCondition, readonly ConditionSignal[]>> = {
  notReady: [],
  ready: ['ready'],
  working: ['ready'],
  look: ['ready', 'yellow'],
  mistake: ['ready', 'red', 'horn'],
  pass: ['ready', 'green', 'clampRelease'],
  warn: ['ready', 'yellow'],
  fail: ['ready', 'red', 'horn'],
  aborted: ['ready', 'yellow'],
};

export function signalsOf(condition: StationCondition): Signals {
  const isOn = (signal: ConditionSignal): boolean => on[condition].includes(signal);
  return {
    ready: isOn('ready'),
    green: isOn('green'),
    yellow: isOn('yellow'),
    red: isOn('red'),
    horn: isOn('horn'),
    clampRelease: isOn('clampRelease'),
  };
}

export function conditionOf({
  source,
  model,
  recipe,
  part,
  lastPart,
  picture,
}: Pick<StationSnapshot, 'source' | 'model' | 'recipe' | 'part' | 'lastPart' | 'picture'>): StationCondition {
  const isChecking =
    model.state === 'ready' && recipe.state === 'ready' && source?.state === 'playing' && !isBlind(picture);
  if (!isChecking) return 'notReady';
  if (part !== null) {
    if (part.steps.some(({ severity }) => severity === 'fail')) return 'mistake';
    return part.steps.some(({ severity }) => severity === 'warn') ? 'look' : 'working';
  }
  if (lastPart === null) return 'ready';
  return lastPart.verdict ?? 'aborted';
}
