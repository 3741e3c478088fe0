// What is written where: the signals of a station as writes to a Modbus server. Pure.
import {
  type ConditionSignal,
  conditionOf,
  type ModbusAddress,
  type ModbusLinkSpec,
  type SignalName,
  type Signals,
  type StationSnapshot,
  signalNames,
  signalsOf,
} from '../../contract/index.ts';

export interface SignalWrite {
  readonly signal: SignalName;
  readonly at: ModbusAddress;
  /** 0 or 1; of the heartbeat in a register, 0 to 65535. */
  readonly value: number;
}

export const allOff: Signals = {
  ready: false,
  green: false,
  yellow: false,
  red: false,
  horn: false,
  clampRelease: false,
};

/** Whether the horn may sound: nobody has acknowledged the part yet. */
export function wantsHorn(snapshot: StationSnapshot): boolean {
  const condition = conditionOf(snapshot);
  if (!signalsOf(condition).horn) return false;
  return condition !== 'fail' || snapshot.lastPart?.acknowledgement === null;
}

/**
 * Everything that is switched off comes before what is switched on, so that no lamp says two things at once and a clamp is
 * held before red shows; the heartbeat comes last, so that it tells of signals that are in place.
 *
 * @param beat Rises with each heartbeat.
 */
export function signalWrites(
  addresses: ModbusLinkSpec['addresses'],
  signals: Signals,
  beat: number,
): readonly SignalWrite[] {
  const write = (signal: SignalName, value: number): readonly SignalWrite[] => {
    const at = addresses[signal];
    return at === null ? [] : [{ signal, at, value }];
  };
  const names = signalNames.filter((name): name is ConditionSignal => name !== 'heartbeat');
  const off = names.filter((name) => !signals[name]);
  const on = names.filter((name) => signals[name]);
  const heartbeat = addresses.heartbeat?.table === 'register' ? beat % 65_536 : beat % 2;
  return [
    ...off.flatMap((name) => write(name, 0)),
    ...on.flatMap((name) => write(name, 1)),
    ...write('heartbeat', heartbeat),
  ];
}
