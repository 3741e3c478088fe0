// The keys of the label editor. Pure.

export type EditorCommand =
  | 'endOrPlay'
  | 'play'
  | 'playSelected'
  | 'frameBack'
  | 'frameForward'
  | 'secondBack'
  | 'secondForward'
  | 'slower'
  | 'faster'
  | 'segmentBefore'
  | 'segmentAfter'
  | 'startHere'
  | 'endHere'
  | 'startEarlier'
  | 'startLater'
  | 'endEarlier'
  | 'endLater'
  | 'split'
  | 'remove'
  | 'confirm'
  | 'nextDraft'
  | 'markFrom'
  | 'markTo'
  | 'copy'
  | 'paste'
  | 'undo'
  | 'redo'
  | 'save'
  | 'cancel'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomAll'
  | 'zoomSelected'
  | 'help';

export type EditorKey =
  | { readonly kind: 'command'; readonly command: EditorCommand }
  /** The label of this place, from 0: begins an action, or with Shift becomes the label of the selected one. */
  | { readonly kind: 'begin' | 'relabel'; readonly place: number };

interface KeyRow {
  readonly command: EditorCommand | 'begin' | 'relabel';
  /** As people read them. */
  readonly keys: readonly string[];
}

/** In the order in which the help shows them. */
export const keyGroups = [
  {
    name: 'label',
    rows: [
      { command: 'begin', keys: ['1–9'] },
      { command: 'endOrPlay', keys: ['Space'] },
      { command: 'relabel', keys: ['Shift+1–9'] },
      { command: 'remove', keys: ['Delete'] },
      { command: 'split', keys: ['B'] },
      { command: 'cancel', keys: ['Esc'] },
    ],
  },
  {
    name: 'edges',
    rows: [
      { command: 'startHere', keys: ['S'] },
      { command: 'endHere', keys: ['E'] },
      { command: 'startEarlier', keys: ['Z'] },
      { command: 'startLater', keys: ['X'] },
      { command: 'endEarlier', keys: ['C'] },
      { command: 'endLater', keys: ['V'] },
    ],
  },
  {
    name: 'drafts',
    rows: [
      { command: 'confirm', keys: ['Enter'] },
      { command: 'nextDraft', keys: ['N'] },
      { command: 'playSelected', keys: ['P'] },
    ],
  },
  {
    name: 'video',
    rows: [
      { command: 'play', keys: ['K'] },
      { command: 'frameBack', keys: ['←'] },
      { command: 'frameForward', keys: ['→'] },
      { command: 'secondBack', keys: ['Shift+←'] },
      { command: 'secondForward', keys: ['Shift+→'] },
      { command: 'segmentBefore', keys: ['↑'] },
      { command: 'segmentAfter', keys: ['↓'] },
      { command: 'slower', keys: ['J'] },
      { command: 'faster', keys: ['L'] },
    ],
  },
  {
    name: 'view',
    rows: [
      { command: 'zoomIn', keys: ['+'] },
      { command: 'zoomOut', keys: ['−'] },
      { command: 'zoomAll', keys: ['0'] },
      { command: 'zoomSelected', keys: ['F'] },
    ],
  },
  {
    name: 'copy',
    rows: [
      { command: 'markFrom', keys: ['I'] },
      { command: 'markTo', keys: ['O'] },
      { command: 'copy', keys: ['Ctrl+C'] },
      { command: 'paste', keys: ['Ctrl+V'] },
      { command: 'undo', keys: ['Ctrl+Z'] },
      { command: 'redo', keys: ['Ctrl+Y'] },
      { command: 'save', keys: ['Ctrl+S'] },
      { command: 'help', keys: ['?'] },
    ],
  },
] as const satisfies readonly { readonly name: string; readonly rows: readonly KeyRow[] }[];

const plain: Readonly<Record<string, EditorCommand>> = {
  ' ': 'endOrPlay',
  k: 'play',
  p: 'playSelected',
  arrowleft: 'frameBack',
  arrowright: 'frameForward',
  arrowup: 'segmentBefore',
  arrowdown: 'segmentAfter',
  j: 'slower',
  l: 'faster',
  s: 'startHere',
  e: 'endHere',
  z: 'startEarlier',
  x: 'startLater',
  c: 'endEarlier',
  v: 'endLater',
  b: 'split',
  delete: 'remove',
  backspace: 'remove',
  enter: 'confirm',
  n: 'nextDraft',
  i: 'markFrom',
  o: 'markTo',
  escape: 'cancel',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'zoomAll',
  f: 'zoomSelected',
  '?': 'help',
};
const withShift: Readonly<Record<string, EditorCommand>> = {
  arrowleft: 'secondBack',
  arrowright: 'secondForward',
  '?': 'help',
  '+': 'zoomIn',
};
const withControl: Readonly<Record<string, EditorCommand>> = {
  c: 'copy',
  v: 'paste',
  z: 'undo',
  y: 'redo',
  s: 'save',
};

/** @returns Null for a key that means nothing here. */
export function editorKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): EditorKey | null {
  if (event.altKey) return null;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    return command(key === 'z' && event.shiftKey ? 'redo' : withControl[key]);
  }
  // The place of the key, not its sign: with Shift, digits give other signs on every keyboard.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit !== undefined) return { kind: event.shiftKey ? 'relabel' : 'begin', place: Number(digit) - 1 };
  return command(event.shiftKey ? (withShift[key] ?? undefined) : plain[key]);
}

function command(name: EditorCommand | undefined): EditorKey | null {
  return name === undefined ? null : { kind: 'command', command: name };
}
