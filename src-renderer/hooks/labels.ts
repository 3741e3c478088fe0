import { useMemo } from 'react';
import type { LabelInfo } from '../../src-inference/contract/index.ts';
import { useSnapshot } from './station.ts';

export interface Labels {
  /** Of the model that is loaded, in its order, without the background. Empty while no model is loaded. */
  readonly actions: readonly LabelInfo[];
  /** For people. A label that the model does not know is its own title. */
  titleOf(name: string): string;
  /** `#rrggbb`, or null. */
  colorOf(name: string): string | null;
  knows(name: string): boolean;
  /** False for the background: nothing is being done. */
  isAction(name: string): boolean;
}

export function useLabels(): Labels {
  const model = useSnapshot((snapshot) => snapshot.model);
  return useMemo(() => {
    const { labels, background } = model.state === 'ready' ? model.info : { labels: [], background: null };
    const byName = new Map(labels.map((label) => [label.name, label]));
    return {
      actions: labels.filter(({ name }) => name !== background),
      titleOf: (name) => byName.get(name)?.title ?? name,
      colorOf: (name) => byName.get(name)?.color ?? null,
      knows: (name) => byName.has(name),
      isAction: (name) => name !== background,
    };
  }, [model]);
}
