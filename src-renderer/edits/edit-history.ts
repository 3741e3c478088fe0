// Undo and redo for a draft. Tree and text have one history, because both change the same text. Pure.

export interface EditHistory<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** Kind and time of the last edit: an edit of the same kind soon after is merged with it. */
  readonly last: { readonly kind: string; readonly atMilliseconds: number } | null;
}

/** Edits of one kind within this time are undone together: a word, not a letter. */
const joinMilliseconds = 1000;
const mostSteps = 500;

export function beginHistory<State>(present: State): EditHistory<State> {
  return { past: [], present, future: [], last: null };
}

/**
 * @param kind Such as `text` or `title of steps.3`; null: not merged with others.
 * @param atMilliseconds Of a monotonic clock.
 */
export function recordEdit<State>(
  history: EditHistory<State>,
  present: State,
  kind: string | null,
  atMilliseconds: number,
): EditHistory<State> {
  const { last, past } = history;
  const joins =
    kind !== null && last?.kind === kind && atMilliseconds - last.atMilliseconds < joinMilliseconds;
  return {
    past: joins ? past : [...past, history.present].slice(-mostSteps),
    present,
    future: [],
    last: kind === null ? null : { kind, atMilliseconds },
  };
}

export function undo<State>(history: EditHistory<State>): EditHistory<State> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    last: null,
  };
}

export function redo<State>(history: EditHistory<State>): EditHistory<State> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, last: null };
}
