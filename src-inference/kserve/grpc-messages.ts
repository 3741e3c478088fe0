// The messages of KServe's gRPC service that a station sends and reads, with their field numbers
// (https://github.com/kserve/kserve/blob/master/docs/predict-api/v2/grpc_predict_v2.proto, Apache-2.0; Triton's
// grpc_service.proto has the same). What is not listed is skipped when read.
import protobuf from 'protobufjs';
import { type InferRequest, placeParameters, type TensorForm } from './protocol.ts';
import type { SharedPlace } from './shared-region.ts';

const definition = `
syntax = "proto3";
package inference;
message ModelReadyRequest { string name = 1; string version = 2; }
message ModelReadyResponse { bool ready = 1; }
message ModelMetadataRequest { string name = 1; string version = 2; }
message TensorMetadata { string name = 1; string datatype = 2; repeated int64 shape = 3; }
message ModelMetadataResponse {
  string name = 1;
  repeated TensorMetadata inputs = 4;
  repeated TensorMetadata outputs = 5;
}
message InferTensorContents {
  repeated float fp32_contents = 6;
  repeated double fp64_contents = 7;
}
message InferParameter {
  oneof parameter_choice { int64 int64_param = 2; string string_param = 3; }
}
message InferInputTensor {
  string name = 1;
  string datatype = 2;
  repeated int64 shape = 3;
  map<string, InferParameter> parameters = 4;
}
message SystemSharedMemoryRegisterRequest {
  string name = 1;
  string key = 2;
  uint64 offset = 3;
  uint64 byte_size = 4;
}
message SystemSharedMemoryUnregisterRequest { string name = 1; }
message InferRequestedOutputTensor { string name = 1; }
message ModelInferRequest {
  string model_name = 1;
  string model_version = 2;
  repeated InferInputTensor inputs = 5;
  repeated InferRequestedOutputTensor outputs = 6;
}
message InferOutputTensor {
  string name = 1;
  string datatype = 2;
  repeated int64 shape = 3;
  InferTensorContents contents = 5;
}
message ModelInferResponse {
  repeated InferOutputTensor outputs = 5;
  repeated bytes raw_output_contents = 6;
}
`;

const root = protobuf.parse(definition, { keepCase: true }).root;

/** Field 7 of `ModelInferRequest`, `raw_input_contents`, of the wire type of bytes. */
const rawInputTag = (7 << 3) | 2;

export const servicePath = '/inference.GRPCInferenceService/';

interface TensorMessage extends TensorForm {
  readonly contents?: {
    readonly fp32_contents?: readonly number[];
    readonly fp64_contents?: readonly number[];
  };
}

export interface InferResponseMessage {
  readonly outputs: readonly TensorMessage[];
  readonly raw_output_contents: readonly Uint8Array[];
}

interface Named {
  readonly name: string;
  readonly version: string;
}

export const encodeReadyRequest = (named: Named): Buffer => encode('ModelReadyRequest', named);
export const decodeReady = (bytes: Buffer): { readonly ready: boolean } =>
  decode('ModelReadyResponse', bytes);

export const encodeMetadataRequest = (named: Named): Buffer => encode('ModelMetadataRequest', named);
export const decodeMetadata = (
  bytes: Buffer,
): {
  readonly name: string;
  readonly inputs: readonly TensorForm[];
  readonly outputs: readonly TensorForm[];
} => decode('ModelMetadataResponse', bytes);

/** The pictures are copied once: an encoder of whole messages would copy them again. */
export function encodeInferRequest({ inputs, output }: InferRequest, model: string, version: string): Buffer {
  const head = encode('ModelInferRequest', {
    model_name: model,
    model_version: version,
    inputs: inputs.map(({ name, datatype, shape, place }) => ({
      name,
      datatype,
      shape,
      ...(place && { parameters: parametersOf(place) }),
    })),
    outputs: [{ name: output }],
  });
  const sent = inputs.filter(({ place }) => place === undefined);
  const raw = sent.flatMap(({ bytes }) => [
    Buffer.from([rawInputTag, ...varint(bytes.byteLength)]),
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  ]);
  return Buffer.concat([head, ...raw]);
}

/** As Triton has them beside the methods of KServe. */
export const encodeRegister = (region: {
  readonly name: string;
  readonly key: string;
  readonly offset: number;
  readonly byte_size: number;
}): Buffer => encode('SystemSharedMemoryRegisterRequest', region);
export const encodeUnregister = (region: { readonly name: string }): Buffer =>
  encode('SystemSharedMemoryUnregisterRequest', region);

export const decodeInferResponse = (bytes: Buffer): InferResponseMessage =>
  decode('ModelInferResponse', bytes);

function parametersOf(place: SharedPlace) {
  const parameters = Object.entries(placeParameters(place));
  return Object.fromEntries(
    parameters.map(([name, value]) => [
      name,
      typeof value === 'string' ? { string_param: value } : { int64_param: value },
    ]),
  );
}

function encode(name: string, fields: object): Buffer {
  const type = root.lookupType(`inference.${name}`);
  return Buffer.from(type.encode(type.create(fields)).finish());
}

function decode<Message>(name: string, bytes: Buffer): Message {
  const type = root.lookupType(`inference.${name}`);
  return type.toObject(type.decode(bytes), { longs: Number, arrays: true, defaults: true }) as Message;
}

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
