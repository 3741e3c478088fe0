// The payload of Sparkplug B as far as a station needs it: field numbers and types of the specification (Eclipse Sparkplug 3.0.0,
// chapter 6.4). What is not listed is skipped when read. Pure.
import protobuf from 'protobufjs';

const definition = `
syntax = "proto2";
package sparkplug;
message Payload {
  optional uint64 timestamp = 1;
  repeated Metric metrics = 2;
  optional uint64 seq = 3;
}
message Metric {
  optional string name = 1;
  optional uint64 alias = 2;
  optional uint64 timestamp = 3;
  optional uint32 datatype = 4;
  optional bool is_historical = 5;
  optional bool is_null = 7;
  optional uint32 int_value = 10;
  optional uint64 long_value = 11;
  optional double double_value = 13;
  optional bool boolean_value = 14;
  optional string string_value = 15;
}
`;

/** Numbers of the data types (6.4.16). */
const dataTypes = { uint32: 7, uint64: 8, double: 10, boolean: 11, string: 12, dateTime: 13 } as const;
export type DataType = keyof typeof dataTypes;

export interface Metric {
  /** Left out where the birth gave the name its alias. */
  readonly name?: string;
  readonly alias?: number;
  readonly type: DataType;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly value: number | string | boolean | null;
  readonly historical?: boolean;
}

export interface SparkplugPayload {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly metrics: readonly Metric[];
  /** 0 to 255; null for a death, which has none. */
  readonly seq: number | null;
}

const payload = protobuf.parse(definition).root.lookupType('sparkplug.Payload');

export function encodePayload({ timestamp, metrics, seq }: SparkplugPayload): Buffer {
  const message = payload.fromObject({
    timestamp,
    metrics: metrics.map(encodedMetric),
    ...(seq !== null && { seq }),
  });
  return Buffer.from(payload.encode(message).finish());
}

function encodedMetric({ name, alias, type, timestamp, value, historical }: Metric): object {
  return {
    ...(name !== undefined && { name }),
    ...(alias !== undefined && { alias }),
    timestamp,
    datatype: dataTypes[type],
    ...(historical === true && { isHistorical: true }),
    ...(value === null ? { isNull: true } : { [fields[type]]: value }),
  };
}

const fields = {
  uint32: 'intValue',
  uint64: 'longValue',
  double: 'doubleValue',
  boolean: 'booleanValue',
  string: 'stringValue',
  dateTime: 'longValue',
} as const satisfies Record<DataType, string>;

/** Name or alias, and value, of the metrics of a command. Empty for bytes that are no payload. */
export function readCommand(
  bytes: Uint8Array,
): readonly { readonly name: string; readonly alias: number; readonly value: unknown }[] {
  try {
    const read = payload.toObject(payload.decode(bytes), { longs: Number, defaults: true, arrays: true });
    return (read.metrics as readonly Record<string, unknown>[]).map((metric) => ({
      name: String(metric.name),
      alias: Number(metric.alias),
      value: metric.booleanValue,
    }));
  } catch {
    return [];
  }
}
