// The door of the room: makes a first model card for an ONNX file.
export { importModel } from './import-model.ts';
