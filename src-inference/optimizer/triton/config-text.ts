// config.pbtxt of a Triton model
// (https://github.com/triton-inference-server/common/blob/main/protobuf/model_config.proto). Pure.
import type { DataType } from '../onnx/tensor.ts';

export interface TritonConfig {
  readonly name: string;
  /** 0: the network has no batch axis, and shapes are those of the network. */
  readonly maxBatch: number;
  readonly inputs: readonly TritonTensor[];
  readonly outputs: readonly TritonTensor[];
  /** Names of the actions, in a file beside; null: none. */
  readonly labels: string | null;
}

interface TritonTensor {
  readonly name: string;
  readonly type: DataType;
  /** Without the batch axis; null: any size. */
  readonly dims: readonly (number | null)[];
}

const types: Partial<Record<DataType, string>> = {
  uint8: 'TYPE_UINT8',
  int8: 'TYPE_INT8',
  int32: 'TYPE_INT32',
  int64: 'TYPE_INT64',
  float16: 'TYPE_FP16',
  float32: 'TYPE_FP32',
  float64: 'TYPE_FP64',
};

export function tritonConfigText({ name, maxBatch, inputs, outputs, labels }: TritonConfig): string {
  const tensor = ({ name: own, type, dims }: TritonTensor, label: string | null): string =>
    [
      '  {',
      `    name: ${quoted(own)}`,
      `    data_type: ${types[type] ?? 'TYPE_INVALID'}`,
      `    dims: [ ${dims.map((size) => size ?? -1).join(', ')} ]`,
      ...(label === null ? [] : [`    label_filename: ${quoted(label)}`]),
      '  }',
    ].join('\n');
  return [
    '# Written by stepwatch export triton (docs/inference-server.md).',
    `name: ${quoted(name)}`,
    'backend: "onnxruntime"',
    `max_batch_size: ${maxBatch}`,
    `input [\n${inputs.map((one) => tensor(one, null)).join(',\n')}\n]`,
    `output [\n${outputs.map((one) => tensor(one, labels)).join(',\n')}\n]`,
    ...(maxBatch > 0
      ? [
          '# Windows that wait while others are named go through the network together.',
          'dynamic_batching { }',
        ]
      : []),
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
