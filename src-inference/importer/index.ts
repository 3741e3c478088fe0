// The door of the room: makes a first model card for an ONNX file, and says which networks a card is for.
export { acceptModel } from './accept-model.ts';
export { importModel } from './import-model.ts';
