export { lockFile } from './file-lock.ts';
export { giveBackFreedMemory } from './memory.ts';
export { endWithParent } from './parent.ts';
export { describeSandbox } from './sandbox.ts';
