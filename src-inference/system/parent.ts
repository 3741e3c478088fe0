import { callAddon } from './native.ts';

/**
 * From now on this process is killed with the one that started it, however that one ends. Called once, at the start.
 *
 * @returns False when the parent has ended already.
 */
export function endWithParent(): boolean {
  return callAddon((addon) => addon.endWithParent(process.ppid));
}
