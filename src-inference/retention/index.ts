// The door of the room: how long recordings and evidence stay, and what goes when the disk is full.
export { pruneClosed } from './prune-closed.ts';
export { Retention } from './retention.ts';
