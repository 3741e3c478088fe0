// The door of the room: a client of one inference server that speaks the KServe v2 protocol.
export { openClient } from './client.ts';
export type {
  Datatype,
  KserveClient,
  ModelMetadata,
  TensorForm,
  TensorIn,
  TensorOut,
} from './protocol.ts';
export { serverError } from './server-errors.ts';
