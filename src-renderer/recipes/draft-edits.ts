// Edits of the recipe's text by way of its tree. Each takes a text and returns the changed text; comments stay with their
// elements. A text that is not YAML is returned unchanged.
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { groupKinds, type Remedies } from '../../src-inference/contract/index.ts';
import type { DraftGroupKind, DraftPath } from './draft.ts';

/** A place between elements: in the list at `list`, before the element at `index`. */
export interface DraftGap {
  readonly list: DraftPath;
  readonly index: number;
}

export interface DraftEdit {
  readonly text: string;
  /** Path of the edited element after the edit; null when it was removed. */
  readonly at: DraftPath | null;
}

type FieldValue = string | number | boolean | readonly unknown[];

/** The line width that the bundled recipes have. */
const layout = { lineWidth: 110, flowCollectionPadding: false } as const;

/**
 * Sets or removes one value of the recipe or of an element, such as `['targetCycleSeconds']`, `['part', 'start']` or
 * `['steps', 0, 'title']`. A bare label becomes `{step: label}` with its first field, and a step without fields becomes a
 * bare label again.
 *
 * @param value Null removes it.
 */
export function setField(text: string, path: DraftPath, value: FieldValue | null): string {
  return edit(text, (document) => {
    const holder = path.slice(0, -1);
    const key = path.at(-1)!;
    ensureMapping(document, holder);
    if (value === null) document.deleteIn(path);
    else writeValue(document, path, value);
    removeEmptyMapping(document, holder);
    // Of a mapping inside of a step, such as `wait`, the step is what may have become simple.
    simplifyStep(document, isInsideElement(holder) ? holder.slice(0, -1) : holder, key);
  });
}

/**
 * Sets or removes what the recipe says to do about one kind of mistake.
 *
 * @param path Of a step; empty: of the recipe.
 * @param sentence Null removes it.
 */
export function setRemedy(
  text: string,
  path: DraftPath,
  kind: keyof Remedies,
  sentence: string | null,
): string {
  return edit(text, (document) => {
    ensureMapping(document, path);
    const at = [...path, 'remedy'];
    const written = document.getIn(at, true);
    // A sentence without a kind is for any mistake.
    if (isScalar(written)) document.setIn(at, document.createNode({ any: written.value }));
    else if (!isMap(written)) document.setIn(at, document.createNode({}));
    if (sentence === null) document.deleteIn([...at, kind]);
    else writeValue(document, [...at, kind], sentence);
    const remedies = document.getIn(at, true) as YAMLMap;
    if (remedies.items.length === 1 && remedies.has('any')) document.setIn(at, remedies.get('any', true));
    removeEmptyMapping(document, at);
    simplifyStep(document, path, 'remedy');
  });
}

/** Changes the kind of a group. Its elements stay. */
export function setGroupKind(text: string, path: DraftPath, kind: DraftGroupKind): string {
  return edit(text, (document) => {
    const group = document.getIn(path, true);
    if (!isMap(group)) return;
    const pair = group.items.find(({ key }) => groupKinds.some((known) => known === keyText(key)));
    if (pair === undefined) group.set(kind, document.createNode([]));
    else if (isScalar(pair.key)) pair.key.value = kind;
  });
}

export function addStep(text: string, gap: DraftGap, label: string): DraftEdit {
  return insert(text, gap, (document) => document.createNode(label));
}

export function addGroup(
  text: string,
  gap: DraftGap,
  kind: DraftGroupKind,
  repeat: number | null,
): DraftEdit {
  return insert(text, gap, (document) =>
    document.createNode({ ...(repeat !== null && { repeat }), [kind]: [] }),
  );
}

export function removeElement(text: string, path: DraftPath): DraftEdit {
  const changed = edit(text, (document) => take(document, path));
  return { text: changed, at: null };
}

export function duplicateElement(text: string, path: DraftPath): DraftEdit {
  const { list, index } = gapBefore(path);
  return insert(text, { list, index: index + 1 }, (document) => {
    const copy = (document.getIn(path, true) as Node).clone() as Node;
    copy.commentBefore = null;
    return copy;
  });
}

/** Returns the same text when the element would go into itself, or to the place where it is. */
export function moveElement(text: string, from: DraftPath, to: DraftGap): DraftEdit {
  const unchanged = { text, at: from };
  if (isWithin(to.list, from)) return unchanged;
  const own = gapBefore(from);
  if (isSame(to.list, own.list) && (to.index === own.index || to.index === own.index + 1)) return unchanged;
  // The index of the gap counts the element at its old place.
  const list = afterRemoval(to.list, from);
  const index = isSame(to.list, own.list) && to.index > own.index ? to.index - 1 : to.index;
  const changed = edit(text, (document) => {
    const target = document.getIn(to.list, true);
    const node = take(document, from);
    if (node !== null && isSeq(target)) put(target, list, index, node);
  });
  return changed === text ? unchanged : { text: changed, at: [...list, index] };
}

/** Puts the elements from `first` to `last`, both included, into a new group. */
export function wrapElements(
  text: string,
  first: DraftPath,
  last: DraftPath,
  kind: DraftGroupKind,
  repeat: number | null,
): DraftEdit {
  const { list, index } = gapBefore(first);
  const count = gapBefore(last).index - index + 1;
  const changed = edit(text, (document) => {
    const target = document.getIn(list, true);
    if (!isSeq(target)) return;
    const inner = target.items.splice(index, count);
    const group = document.createNode({ ...(repeat !== null && { repeat }), [kind]: [] }) as YAMLMap;
    const elements = group.get(kind) as YAMLSeq;
    for (const [at, node] of inner.entries()) put(elements, [...list, index, kind], at, node as Node);
    put(target, list, index, group);
  });
  return { text: changed, at: changed === text ? first : [...list, index] };
}

/** Replaces a group by its elements. The fields of the group itself are lost. */
export function unwrapGroup(text: string, path: DraftPath): DraftEdit {
  const { list, index } = gapBefore(path);
  const changed = edit(text, (document) => {
    const group = document.getIn(path, true);
    const target = document.getIn(list, true);
    const kind = isMap(group) ? groupKinds.find((known) => group.has(known)) : undefined;
    const inner = isMap(group) && kind !== undefined ? group.get(kind, true) : null;
    if (!isSeq(target) || !isSeq(inner)) return;
    target.items.splice(index, 1);
    for (const [at, node] of inner.items.entries()) put(target, list, index + at, node as Node);
  });
  return { text: changed, at: changed === text ? path : [...list, index] };
}

export function gapBefore(path: DraftPath): DraftGap {
  return { list: path.slice(0, -1), index: Number(path.at(-1)) };
}

export function isSame(one: DraftPath, other: DraftPath): boolean {
  return one.length === other.length && isWithin(one, other);
}

/** Whether `path` is `outer` or something inside of it. */
export function isWithin(path: DraftPath, outer: DraftPath): boolean {
  return outer.every((key, at) => path[at] === key);
}

function edit(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return text;
  change(document);
  try {
    return document.toString(layout);
  } catch (thrown) {
    // The yaml package throws this when an alias would stand before its anchor: no edit is better than a broken recipe.
    if (thrown instanceof Error && thrown.message.startsWith('Unresolved alias')) return text;
    throw thrown;
  }
}

function insert(text: string, gap: DraftGap, make: (document: Document) => Node): DraftEdit {
  const changed = edit(text, (document) => {
    let target = document.getIn(gap.list, true);
    if (!isSeq(target)) {
      document.setIn(gap.list, document.createNode([]));
      target = document.getIn(gap.list, true);
    }
    put(target as YAMLSeq, gap.list, gap.index, make(document));
  });
  return { text: changed, at: changed === text ? null : [...gap.list, gap.index] };
}

function take(document: Document, path: DraftPath): Node | null {
  const { list, index } = gapBefore(path);
  const source = document.getIn(list, true);
  if (!isSeq(source)) return null;
  const [node] = source.items.splice(index, 1);
  return (node as Node | undefined) ?? null;
}

/** Writes a list of bare labels inside of a group in one line, and every other list with one line per element. */
function put(list: YAMLSeq, path: DraftPath, index: number, node: Node): void {
  const isFirst = list.items.length === 0;
  list.items.splice(index, 0, node);
  const isNested = path.length > 1;
  // An empty list is always written as `[]`, so its style says nothing.
  const wasInOneLine = isFirst ? isNested : list.flow === true;
  list.flow = wasInOneLine && list.items.every((item) => isPlain(item as Node));
}

function isPlain(node: Node): boolean {
  return isScalar(node) && node.comment == null && node.commentBefore == null;
}

/** Makes sure that there is a mapping at the path: a bare label becomes a step, and a missing mapping is added. */
function ensureMapping(document: Document, path: DraftPath): void {
  if (isInsideElement(path)) ensureMapping(document, path.slice(0, -1));
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isMap(node)) return;
  const isElement = typeof path.at(-1) === 'number';
  const map = document.createNode(isElement && isScalar(node) ? { step: node.value } : {}) as YAMLMap;
  if (isElement && isScalar(node)) {
    map.flow = true;
    map.comment = node.comment ?? null;
    map.commentBefore = node.commentBefore ?? null;
    map.spaceBefore = node.spaceBefore ?? false;
  }
  document.setIn(path, map);
}

function isInsideElement(path: DraftPath): boolean {
  return typeof path.at(-1) === 'string' && typeof path.at(-2) === 'number';
}

function writeValue(document: Document, path: DraftPath, value: FieldValue): void {
  const existing = document.getIn(path, true);
  if (isScalar(existing) && !Array.isArray(value)) {
    (existing as Scalar).value = value;
    return;
  }
  const node = document.createNode(value);
  if (isSeq(node)) node.flow = node.items.every((item) => isPlain(item as Node) || isMap(item));
  document.setIn(path, node);
}

/** Removes a mapping of the recipe that has become empty. */
function removeEmptyMapping(document: Document, path: DraftPath): void {
  const node = path.length === 0 ? null : document.getIn(path, true);
  if (isMap(node) && node.items.length === 0 && typeof path.at(-1) === 'string') document.deleteIn(path);
}

const mostKeysInOneLine = 4;

function simplifyStep(document: Document, path: DraftPath, key: string | number): void {
  const step = path.length === 0 ? null : document.getIn(path, true);
  if (!isMap(step) || !step.has('step') || key === 'step') return;
  if (step.items.length > mostKeysInOneLine) step.flow = false;
  if (step.items.length > 1 || !isScalar(step.get('step', true))) return;
  const bare = document.createNode(step.get('step')) as Scalar;
  bare.comment = step.comment ?? null;
  bare.commentBefore = step.commentBefore ?? null;
  bare.spaceBefore = step.spaceBefore ?? false;
  document.setIn(path, bare);
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** The path of the same element after the one at `removed` was removed. */
function afterRemoval(path: DraftPath, removed: DraftPath): DraftPath {
  const { list, index } = gapBefore(removed);
  const at = path[list.length];
  if (!isWithin(path, list) || typeof at !== 'number' || at <= index) return path;
  return path.with(list.length, at - 1);
}
