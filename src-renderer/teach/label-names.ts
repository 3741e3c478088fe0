// Titles and colours of the labels of a project.
import { useMemo } from 'react';
import type { TeachLabel, TeachProject } from '../../src-inference/contract/index.ts';

export interface LabelNames {
  /** In the order of the project: the first nine have a key. */
  readonly labels: readonly TeachLabel[];
  /** A label that the project does not know is its own title. */
  readonly titleOf: (name: string) => string;
  /** `#rrggbb`. */
  readonly colorOf: (name: string) => string;
  /** The digit that begins it; null: it has none. */
  readonly keyOf: (name: string) => string | null;
  readonly isBackground: (name: string) => boolean;
}

const unknownColor = '#7b8794';
const keyedLabels = 9;

function labelNames(
  { labels, background }: Pick<TeachProject, 'labels' | 'background'>,
  nothing: string,
): LabelNames {
  const byName = new Map(labels.map((label) => [label.name, label]));
  return {
    labels,
    titleOf: (name) => (name === background ? nothing : (byName.get(name)?.title ?? name)),
    colorOf: (name) => byName.get(name)?.color ?? unknownColor,
    keyOf(name) {
      const place = labels.findIndex((label) => label.name === name);
      return place >= 0 && place < keyedLabels ? String(place + 1) : null;
    },
    isBackground: (name) => name === background,
  };
}

/** @param nothing What people call the background. */
export function useLabelNames(
  project: Pick<TeachProject, 'labels' | 'background'>,
  nothing: string,
): LabelNames {
  const { labels, background } = project;
  return useMemo(() => labelNames({ labels, background }, nothing), [labels, background, nothing]);
}
