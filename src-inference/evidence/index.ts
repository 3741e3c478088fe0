// The door of the room: what is kept of parts that are not a pass.
export { EvidenceKeeper, type EvidenceOptions } from './evidence-keeper.ts';
