import { callAddon } from './native.ts';

/** To be called now and then: an engine that works all day would else keep hundreds of megabytes that it has freed. */
export function giveBackFreedMemory(): void {
  callAddon((addon) => addon.giveBackFreedMemory());
}
