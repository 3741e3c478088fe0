// The messages of onnx.proto that a network of clips is made of, with their field numbers
// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, Apache-2.0). What is not listed is skipped when read.
import protobuf from 'protobufjs';

const definition = `
syntax = "proto2";
package onnx;
message AttributeProto {
  optional string name = 1;
  optional string ref_attr_name = 21;
  optional int32 type = 20;
  optional float f = 2;
  optional int64 i = 3;
  optional bytes s = 4;
  optional TensorProto t = 5;
  optional GraphProto g = 6;
  repeated float floats = 7;
  repeated int64 ints = 8;
  repeated bytes strings = 9;
  repeated TensorProto tensors = 10;
  repeated GraphProto graphs = 11;
}
message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
message NodeProto {
  repeated string input = 1;
  repeated string output = 2;
  optional string name = 3;
  optional string op_type = 4;
  optional string domain = 7;
  repeated AttributeProto attribute = 5;
}
message ModelProto {
  optional int64 ir_version = 1;
  repeated OperatorSetIdProto opset_import = 8;
  optional string producer_name = 2;
  optional string producer_version = 3;
  optional GraphProto graph = 7;
  repeated FunctionProto functions = 25;
}
message FunctionProto { optional string name = 1; }
message StringStringEntryProto { optional string key = 1; optional string value = 2; }
message GraphProto {
  repeated NodeProto node = 1;
  optional string name = 2;
  repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11;
  repeated ValueInfoProto output = 12;
  repeated ValueInfoProto value_info = 13;
}
message TensorProto {
  repeated int64 dims = 1;
  optional int32 data_type = 2;
  repeated float float_data = 4 [packed = true];
  repeated int32 int32_data = 5 [packed = true];
  repeated int64 int64_data = 7 [packed = true];
  optional string name = 8;
  optional bytes raw_data = 9;
  repeated StringStringEntryProto external_data = 13;
  optional int32 data_location = 14;
  repeated double double_data = 10 [packed = true];
  repeated uint64 uint64_data = 11 [packed = true];
}
message TensorShapeProto {
  message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
  repeated Dimension dim = 1;
}
message TypeProto {
  message Tensor { optional int32 elem_type = 1; optional TensorShapeProto shape = 2; }
  optional Tensor tensor_type = 1;
}
message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
`;

/** What protobufjs makes of a 64-bit number. */
export type Long = number | { toNumber(): number };

export interface AttributeMessage {
  name: string;
  type?: number;
  refAttrName?: string;
  f?: number;
  i?: Long;
  s?: Uint8Array;
  t?: TensorMessage;
  g?: GraphMessage;
  floats?: number[];
  ints?: Long[];
  strings?: Uint8Array[];
  tensors?: TensorMessage[];
  graphs?: GraphMessage[];
}

export interface TensorMessage {
  dims?: Long[];
  dataType?: number;
  floatData?: number[];
  int32Data?: number[];
  int64Data?: Long[];
  doubleData?: number[];
  uint64Data?: Long[];
  name?: string;
  rawData?: Uint8Array;
  externalData?: { key: string; value: string }[];
  dataLocation?: number;
}

export interface ValueMessage {
  name: string;
  type?: { tensorType?: { elemType?: number; shape?: { dim?: { dimValue?: Long; dimParam?: string }[] } } };
}

interface NodeMessage {
  input?: string[];
  output?: string[];
  name?: string;
  opType: string;
  domain?: string;
  attribute?: AttributeMessage[];
}

export interface GraphMessage {
  node?: NodeMessage[];
  name?: string;
  initializer?: TensorMessage[];
  input?: ValueMessage[];
  output?: ValueMessage[];
  valueInfo?: ValueMessage[];
}

export interface ModelMessage {
  irVersion?: Long;
  opsetImport?: { domain?: string; version?: Long }[];
  producerName?: string;
  producerVersion?: string;
  graph?: GraphMessage;
  functions?: { name?: string }[];
}

const modelType = protobuf.parse(definition, { keepCase: false }).root.lookupType('onnx.ModelProto');

/** @throws Error when the bytes are no such message. */
export function decodeModel(bytes: Uint8Array): ModelMessage {
  return modelType.decode(bytes) as unknown as ModelMessage;
}

export function encodeModel(model: ModelMessage): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish();
}
