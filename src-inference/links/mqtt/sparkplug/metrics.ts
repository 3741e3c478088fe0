// The metrics of a station in Sparkplug B: names, aliases and types in one table, and their values. Pure.
import type { Health } from '../../../contract/index.ts';
import type { PresentState } from '../../messages/present-state.ts';
import type { StationMessage } from '../../messages/station-message.ts';
import type { DataType, Metric } from './payload.ts';

/** The place of a metric in this table is its alias: new ones go to the end. */
const table = [
  ['State/Condition', 'string'],
  ['State/Source', 'string'],
  ['State/Source State', 'string'],
  ['State/Model', 'string'],
  ['State/Recipe', 'string'],
  ['State/Part', 'string'],
  ['State/Serial', 'string'],
  ['State/Unacknowledged', 'uint32'],
  ['Shift/Since', 'dateTime'],
  ['Shift/Pass', 'uint32'],
  ['Shift/Warn', 'uint32'],
  ['Shift/Fail', 'uint32'],
  ['Shift/Aborted', 'uint32'],
  ['Health/Frames Per Second', 'double'],
  ['Health/Dropped Windows', 'uint32'],
  ['Health/CPU Percent', 'double'],
  ['Health/Memory Megabytes', 'double'],
  ['Health/Free Disk Bytes', 'uint64'],
  ['Part/Key', 'string'],
  ['Part/Id', 'string'],
  ['Part/Number', 'uint32'],
  ['Part/Serial', 'string'],
  ['Part/Recipe', 'string'],
  ['Part/Verdict', 'string'],
  ['Part/Abort Reason', 'string'],
  ['Part/Seconds', 'double'],
  ['Part/Cycle Seconds', 'double'],
  ['Part/Interrupted', 'boolean'],
  ['Part/Steps', 'string'],
  ['Step/Key', 'string'],
  ['Step/Part', 'string'],
  ['Step/Index', 'uint32'],
  ['Step/Expected', 'string'],
  ['Step/Label', 'string'],
  ['Step/Status', 'string'],
  ['Step/Severity', 'string'],
  ['Step/Remark', 'string'],
  ['Step/Amends', 'boolean'],
  ['Acknowledgement/Key', 'string'],
  ['Acknowledgement/Part', 'string'],
  ['Acknowledgement/By', 'string'],
  ['Acknowledgement/Reason', 'string'],
  ['Lost/Key', 'string'],
  ['Lost/Count', 'uint32'],
  ['Part/Order', 'string'],
  ['Part/Variant', 'string'],
  ['Part/Operator', 'string'],
  ['Override/Key', 'string'],
  ['Override/Part', 'string'],
  ['Override/Verdict', 'string'],
  ['Override/By', 'string'],
  ['Override/Reason', 'string'],
  ['Identity/Key', 'string'],
  ['Identity/Part', 'string'],
  ['Identity/Serial', 'string'],
  ['Identity/Order', 'string'],
  ['Identity/Variant', 'string'],
  ['Judged Otherwise/Key', 'string'],
  ['Judged Otherwise/Part', 'string'],
  ['Judged Otherwise/Judgement', 'string'],
  ['Judged Otherwise/By', 'string'],
  ['Judged Otherwise/Note', 'string'],
  ['Evidence/Key', 'string'],
  ['Evidence/Part', 'string'],
  ['Evidence/Files', 'string'],
] as const satisfies readonly (readonly [string, DataType])[];

type MetricName = (typeof table)[number][0];
/** Null: the metric has no value. */
export type MetricValues = { readonly [Name in MetricName]?: Metric['value'] };

/** The node's own metrics have the aliases before those of the device. */
const firstAlias = 10;

export function stateValues({
  condition,
  source,
  model,
  recipe,
  part,
  unacknowledged,
  shift,
}: PresentState): MetricValues {
  return {
    'State/Condition': condition,
    'State/Source': source?.name ?? null,
    'State/Source State': source?.state ?? null,
    'State/Model': model,
    'State/Recipe': recipe,
    'State/Part': part?.id ?? null,
    'State/Serial': part?.serial ?? null,
    'State/Unacknowledged': unacknowledged,
    'Shift/Since': Date.parse(shift.since),
    'Shift/Pass': shift.pass,
    'Shift/Warn': shift.warn,
    'Shift/Fail': shift.fail,
    'Shift/Aborted': shift.aborted,
  };
}

export function healthValues(health: Health): MetricValues {
  return {
    'Health/Frames Per Second': health.framesPerSecond,
    'Health/Dropped Windows': health.droppedWindows,
    'Health/CPU Percent': health.cpuPercent,
    'Health/Memory Megabytes': health.memoryMegabytes,
    'Health/Free Disk Bytes': health.freeDiskBytes,
  };
}

export function messageValues(message: StationMessage): MetricValues {
  switch (message.kind) {
    case 'part':
      return {
        'Part/Key': message.key,
        'Part/Id': message.part,
        'Part/Number': message.number,
        'Part/Serial': message.serial,
        'Part/Order': message.order,
        'Part/Variant': message.variant,
        'Part/Operator': message.operator,
        'Part/Recipe': message.recipe,
        'Part/Verdict': message.verdict,
        'Part/Abort Reason': message.abortReason,
        'Part/Seconds': message.seconds,
        'Part/Cycle Seconds': message.cycleSeconds,
        'Part/Interrupted': message.interrupted,
        'Part/Steps': JSON.stringify(message.steps),
      };
    case 'step':
      return {
        'Step/Key': message.key,
        'Step/Part': message.part,
        'Step/Index': message.step.index,
        'Step/Expected': message.step.expected,
        'Step/Label': message.step.label,
        'Step/Status': message.step.status,
        'Step/Severity': message.step.severity,
        'Step/Remark': message.step.remark,
        'Step/Amends': message.amends,
      };
    case 'acknowledgement':
      return {
        'Acknowledgement/Key': message.key,
        'Acknowledgement/Part': message.part,
        'Acknowledgement/By': message.by,
        'Acknowledgement/Reason': message.reason,
      };
    case 'override':
      return {
        'Override/Key': message.key,
        'Override/Part': message.part,
        'Override/Verdict': message.verdict,
        'Override/By': message.by,
        'Override/Reason': message.reason,
      };
    case 'identity':
      return {
        'Identity/Key': message.key,
        'Identity/Part': message.part,
        'Identity/Serial': message.serial,
        'Identity/Order': message.order,
        'Identity/Variant': message.variant,
      };
    case 'judgedOtherwise':
      return {
        'Judged Otherwise/Key': message.key,
        'Judged Otherwise/Part': message.part,
        'Judged Otherwise/Judgement': message.judgement,
        'Judged Otherwise/By': message.by,
        'Judged Otherwise/Note': message.note,
      };
    case 'evidence':
      return {
        'Evidence/Key': message.key,
        'Evidence/Part': message.part,
        'Evidence/Files': JSON.stringify(message.files),
      };
    case 'lost':
      return { 'Lost/Key': message.key, 'Lost/Count': message.count };
    default:
      return message satisfies never;
  }
}

/** All metrics with their names: what a birth says. */
export function birthMetrics(values: MetricValues, timestamp: number): readonly Metric[] {
  return table.map(([name, type], place) => ({
    name,
    alias: firstAlias + place,
    type,
    timestamp,
    value: values[name] ?? null,
  }));
}

/** Those that have a new value, by their aliases. */
export function dataMetrics(
  values: MetricValues,
  timestamp: number,
  before: MetricValues | null,
  historical: boolean,
): readonly Metric[] {
  return table.flatMap(([name, type], place) => {
    const value = values[name];
    if (value === undefined || (before !== null && before[name] === value)) return [];
    return [{ alias: firstAlias + place, type, timestamp, value, historical }];
  });
}
