import type { PlantMistake } from '../../src-inference/contract/index.ts';
import type { Text } from '../text/index.tsx';

/** The database knows actions by their labels. */
export function labelText(label: string): string {
  const words = label.replaceAll('_', ' ');
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}`;
}

/** `Shaft: missed`. */
export function mistakeText({ label, status }: PlantMistake, text: Text): string {
  return `${labelText(label)}: ${text(`common.step.${status}`).toLocaleLowerCase()}`;
}
