import type { Text } from '../text/index.tsx';
import type { Titles } from './titles.ts';

/** @param label The action that stopped; null: something unknown is being done. */
export function interruptionMessage(label: string | null, titles: Titles, text: Text): string {
  return label === null
    ? text('live.interruption.unknown')
    : text('live.interruption.action', { title: titles.ofLabel(label) });
}
