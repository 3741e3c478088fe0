// Variables with the present state of the station. Their names and node ids stay as they are: controllers are configured with them.
import type { DataType, INamespace, UAObject, UAVariable } from 'node-opcua';
import type { Opcua } from './library.ts';
import type { VisionState } from './vision-state.ts';

type Kind = 'String' | 'Boolean' | 'UInt32' | 'DateTime';
type Value = string | boolean | number | Date | null;

/** Path below the station to the type and the value. */
const variables: Readonly<Record<string, readonly [Kind, (state: VisionState) => Value]>> = {
  Condition: ['String', ({ condition }) => condition],
  Source: ['String', ({ source }) => source?.name ?? null],
  SourceState: ['String', ({ source }) => source?.state ?? null],
  Model: ['String', ({ model }) => model],
  ActiveRecipe: ['String', ({ recipe }) => recipe],
  NextRecipe: ['String', ({ nextRecipe }) => nextRecipe],
  Operator: ['String', ({ operator }) => operator],
  Part: ['String', ({ part }) => part?.id ?? null],
  PartNumber: ['UInt32', ({ part }) => part?.number ?? 0],
  PartSerial: ['String', ({ part }) => part?.serial ?? null],
  NextSerial: ['String', ({ nextPart }) => nextPart?.serial ?? null],
  LastPart: ['String', ({ lastPart }) => lastPart?.id ?? null],
  LastPartSerial: ['String', ({ lastPart }) => lastPart?.serial ?? null],
  LastVerdict: ['String', ({ lastPart }) => lastPart && (lastPart.verdict ?? 'aborted')],
  Unacknowledged: ['UInt32', ({ unacknowledged }) => unacknowledged.length],
  OldestUnacknowledged: ['String', ({ unacknowledged }) => unacknowledged[0] ?? null],
  SignalReady: ['Boolean', ({ signals }) => signals.ready],
  SignalGreen: ['Boolean', ({ signals }) => signals.green],
  SignalYellow: ['Boolean', ({ signals }) => signals.yellow],
  SignalRed: ['Boolean', ({ signals }) => signals.red],
  SignalClampRelease: ['Boolean', ({ signals }) => signals.clampRelease],
  ShiftSince: ['DateTime', ({ shift }) => new Date(shift.since)],
  ShiftPass: ['UInt32', ({ shift }) => shift.pass],
  ShiftWarn: ['UInt32', ({ shift }) => shift.warn],
  ShiftFail: ['UInt32', ({ shift }) => shift.fail],
  ShiftAborted: ['UInt32', ({ shift }) => shift.aborted],
  ShiftOverridden: ['UInt32', ({ shift }) => shift.overridden],
};

interface Shown {
  readonly node: UAVariable;
  readonly dataType: DataType;
  readonly read: (state: VisionState) => Value;
  value: Value | undefined;
}

export class StationVariables {
  private readonly shown: readonly Shown[];

  constructor(opcua: Opcua, namespace: INamespace, station: UAObject) {
    this.shown = Object.entries(variables).map(([name, [kind, read]]) => ({
      node: namespace.addVariable({
        browseName: name,
        nodeId: `s=Station.${name}`,
        componentOf: station,
        dataType: kind,
        accessLevel: 'CurrentRead',
        userAccessLevel: 'CurrentRead',
      }),
      dataType: opcua.DataType[kind],
      read,
      value: undefined,
    }));
  }

  /** Only what has changed gets another time stamp. */
  show(state: VisionState): void {
    for (const one of this.shown) {
      const value = one.read(state);
      if (String(value) === String(one.value)) continue;
      one.value = value;
      one.node.setValueFromSource({ dataType: one.dataType, value });
    }
  }
}
