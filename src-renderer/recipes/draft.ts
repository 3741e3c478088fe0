// A draft of a recipe as a tree. The YAML text is the truth: the tree is read from it, and every edit makes a new text
// (`draft-edits.ts`). So comments, and keys that this editor does not know, stay where they are.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { groupKinds, type Remedies, remedyKinds } from '../../src-inference/contract/index.ts';

/** Path of a value in the YAML document, such as `['steps', 2, 'sequence', 0]`. */
export type DraftPath = readonly (string | number)[];

export type DraftGroupKind = (typeof groupKinds)[number];

export interface Rounds {
  readonly min: number;
  readonly max: number;
}

interface WrittenElement {
  readonly path: DraftPath;
  /** First and last line in the text, 1-based. */
  readonly lines: { readonly from: number; readonly to: number };
}

interface KnownElement extends WrittenElement {
  readonly id: string | null;
  readonly optional: boolean;
  readonly after: readonly string[];
  /** Rounds of a group or a definition, times of a step. */
  readonly repeat: Rounds | null;
  /** Patterns of the codes of parts. */
  readonly when: readonly string[];
  readonly unless: readonly string[];
  /** Keys without a field in this editor. They are kept. */
  readonly otherKeys: readonly string[];
}

export interface DraftStep extends KnownElement {
  readonly kind: 'step';
  readonly label: string;
  readonly title: string | null;
  readonly minSeconds: number | null;
  readonly maxSeconds: number | null;
  readonly holdSeconds: number | null;
  readonly typicalSeconds: number | null;
  /** 0 to 1. */
  readonly minProbability: number | null;
  readonly critical: boolean;
  /** What it means for the part; null: the recipe does not say. */
  readonly missing: string | null;
  readonly order: string | null;
  readonly wait: {
    readonly since: string | null;
    readonly minSeconds: number | null;
    readonly maxSeconds: number | null;
  };
  readonly note: string | null;
  readonly picture: string | null;
  readonly remedy: Remedies;
}

/** The elements of a definition. They are edited in the YAML, under `define`. */
export interface DraftUse extends KnownElement {
  readonly kind: 'use';
  readonly use: string;
}

export interface DraftGroup extends KnownElement {
  readonly kind: DraftGroupKind;
  readonly elements: readonly DraftElement[];
  /** Of `anyOrder`: so many suffice; null: all. */
  readonly atLeast: number | null;
}

/** Neither a step nor a group, such as a number or an alias. It can only be moved and removed. */
interface OpaqueElement extends WrittenElement {
  readonly kind: 'opaque';
  readonly text: string;
}

export type DraftElement = DraftStep | DraftGroup | DraftUse | OpaqueElement;

export interface Tolerated {
  readonly label: string;
  /** Null: the recipe does not say. */
  readonly verdict: string | null;
}

export interface RecipeDraft {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly targetCycleSeconds: number | null;
  readonly part: {
    readonly start: string | null;
    readonly end: string | null;
    readonly timeoutSeconds: number | null;
    readonly batch: number | null;
  };
  readonly corrections: {
    readonly verdict: string | null;
    readonly removals: readonly { readonly label: string; readonly undoes: string }[];
  };
  readonly tolerated: readonly Tolerated[];
  /** What an action means that the recipe does not ask for; null: the recipe does not say. */
  readonly extra: string | null;
  /** For steps that have none of their own. */
  readonly remedy: Remedies;
  readonly notTwiceInARow: readonly string[];
  readonly elements: readonly DraftElement[];
  /** By name. */
  readonly definitions: ReadonlyMap<string, readonly DraftElement[]>;
}

export type DraftReading =
  | { readonly draft: RecipeDraft; readonly problem: null }
  /** The text is not YAML, or not a mapping: there is no tree until a person corrects it. */
  | {
      readonly draft: null;
      readonly problem: { readonly message: string; readonly line: number; readonly column: number };
    };

/** The text of an empty recipe. It is valid once it has a name, a title and steps. */
export function emptyRecipeText(name: string, title: string): string {
  return `name: ${JSON.stringify(name)}\ntitle: ${JSON.stringify(title)}\nsteps: []\n`;
}

/** Never throws: a text without a tree gives the place of the problem. The engine checks values (`checkRecipe`). */
export function readDraft(text: string): DraftReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const fail = (message: string, offset: number): DraftReading => {
    const { line, col } = lineCounter.linePos(offset);
    return { draft: null, problem: { message, line: Math.max(line, 1), column: Math.max(col, 1) } };
  };
  const [error] = document.errors;
  if (error !== undefined) return fail(error.message, error.pos[0]);
  const root = document.contents;
  if (!isMap(root)) return fail('name: …, title: …, steps: …', root?.range?.[0] ?? 0);
  const linesOf = (node: Node): { from: number; to: number } => {
    const [start, end] = node.range ?? [0, 0];
    return {
      from: lineCounter.linePos(start).line,
      to: lineCounter.linePos(Math.max(start, end - 1)).line,
    };
  };
  const part = root.get('part');
  const corrections = root.get('corrections');
  return {
    problem: null,
    draft: {
      name: textIn(root, 'name') ?? '',
      title: textIn(root, 'title') ?? '',
      description: textIn(root, 'description') ?? '',
      targetCycleSeconds: numberIn(root, 'targetCycleSeconds'),
      part: {
        start: textIn(part, 'start'),
        end: textIn(part, 'end'),
        timeoutSeconds: numberIn(part, 'timeoutSeconds'),
        batch: numberIn(part, 'batch'),
      },
      corrections: {
        verdict: textIn(corrections, 'verdict'),
        removals: itemsIn(corrections, 'removals').map((item) => ({
          label: textIn(item, 'label') ?? '',
          undoes: textIn(item, 'undoes') ?? '',
        })),
      },
      tolerated: itemsIn(root, 'tolerated').map((item) =>
        isScalar(item)
          ? { label: String(item.value), verdict: null }
          : { label: textIn(item, 'label') ?? '', verdict: textIn(item, 'verdict') },
      ),
      extra: textIn(root, 'extra'),
      remedy: readRemedies(root),
      notTwiceInARow: textsIn(root, 'notTwiceInARow'),
      elements: readElements(root, 'steps', [], linesOf),
      definitions: readDefinitions(root, linesOf),
    },
  };
}

function readDefinitions(
  root: YAMLMap,
  linesOf: (node: Node) => WrittenElement['lines'],
): RecipeDraft['definitions'] {
  const define = root.get('define');
  if (!isMap(define)) return new Map();
  const names = define.items.map(({ key }) => String(isScalar(key) ? key.value : key));
  return new Map(names.map((name) => [name, readElements(define, name, ['define'], linesOf)]));
}

function readElements(
  map: YAMLMap,
  key: string,
  path: DraftPath,
  linesOf: (node: Node) => WrittenElement['lines'],
): readonly DraftElement[] {
  return itemsIn(map, key).map((node, index) => readElement(node, [...path, key, index], linesOf));
}

function readElement(
  node: Node,
  path: DraftPath,
  linesOf: (node: Node) => WrittenElement['lines'],
): DraftElement {
  const written = { path, lines: linesOf(node) };
  if (isScalar(node) && typeof node.value === 'string') {
    return { ...written, ...bareStep, label: node.value };
  }
  if (!isMap(node)) return { ...written, kind: 'opaque', text: node.toString() };
  const known = {
    ...written,
    id: textIn(node, 'id'),
    optional: node.get('optional') === true,
    after: textsIn(node, 'after'),
    repeat: readRounds(node.get('repeat')),
    when: textsIn(node, 'when'),
    unless: textsIn(node, 'unless'),
  };
  const kind =
    groupKinds.find((one) => node.has(one)) ??
    (node.has('repeat') && !node.has('step') && !node.has('use') ? 'sequence' : null);
  if (kind !== null) {
    return {
      ...known,
      kind,
      elements: readElements(node, kind, path, linesOf),
      atLeast: numberIn(node, 'atLeast'),
      otherKeys: otherKeys(node, groupKeys),
    };
  }
  if (node.has('use')) {
    const use = textIn(node, 'use') ?? '';
    return { ...known, kind: 'use', use, otherKeys: otherKeys(node, [...elementKeys, 'use']) };
  }
  if (!node.has('step')) return { ...written, kind: 'opaque', text: node.toString() };
  return {
    ...known,
    kind: 'step',
    label: textIn(node, 'step') ?? '',
    title: textIn(node, 'title'),
    minSeconds: numberIn(node, 'minSeconds'),
    maxSeconds: numberIn(node, 'maxSeconds'),
    holdSeconds: numberIn(node, 'holdSeconds'),
    typicalSeconds: numberIn(node, 'typicalSeconds'),
    minProbability: numberIn(node, 'minProbability'),
    critical: node.get('critical') === true,
    missing: textIn(node, 'missing'),
    order: textIn(node, 'order'),
    wait: {
      since: textIn(node.get('wait'), 'since'),
      minSeconds: numberIn(node.get('wait'), 'minSeconds'),
      maxSeconds: numberIn(node.get('wait'), 'maxSeconds'),
    },
    note: textIn(node, 'note'),
    picture: textIn(node, 'picture'),
    remedy: readRemedies(node),
    otherKeys: otherKeys(node, stepKeys),
  };
}

const bareStep = {
  kind: 'step',
  id: null,
  optional: false,
  after: [],
  repeat: null,
  when: [],
  unless: [],
  otherKeys: [],
  title: null,
  minSeconds: null,
  maxSeconds: null,
  holdSeconds: null,
  typicalSeconds: null,
  minProbability: null,
  critical: false,
  missing: null,
  order: null,
  wait: { since: null, minSeconds: null, maxSeconds: null },
  note: null,
  picture: null,
  remedy: {},
} as const;

/** What the mapping of an element may hold, by its kind. */
const elementKeys = ['id', 'optional', 'after', 'repeat', 'when', 'unless'];
export const groupKeys: readonly string[] = [...elementKeys, ...groupKinds, 'atLeast'];
export const stepKeys: readonly string[] = [
  ...elementKeys,
  'step',
  'title',
  'minSeconds',
  'maxSeconds',
  'holdSeconds',
  'typicalSeconds',
  'minProbability',
  'critical',
  'missing',
  'order',
  'wait',
  'note',
  'picture',
  'remedy',
];

const writtenRange = /^\s*(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)\s*$/;

/** `4` or `2..4`, also with numbers that no recipe can have; null for anything else. */
function readRounds(value: unknown): Rounds | null {
  if (typeof value === 'number') return { min: value, max: value };
  const range = typeof value === 'string' ? writtenRange.exec(value) : null;
  return range === null ? null : { min: Number(range[1]), max: Number(range[2]) };
}

/** One sentence is for any mistake. */
function readRemedies(node: YAMLMap): Remedies {
  const any = textIn(node, 'remedy');
  if (any !== null) return { any };
  const written = node.get('remedy');
  return Object.fromEntries(
    remedyKinds.flatMap((kind) => {
      const sentence = textIn(written, kind);
      return sentence === null ? [] : [[kind, sentence]];
    }),
  );
}

/** The inverse of `readRounds`. */
export function writeRounds({ min, max }: Rounds): number | string {
  return min === max ? max : `${min}..${max}`;
}

/** The name that an `after` uses for the element; null for a group without an id. */
export function nameOf(element: DraftElement): string | null {
  if (element.kind === 'opaque') return null;
  return element.id ?? (element.kind === 'step' ? element.label : null);
}

export function isDraftGroup(element: DraftElement): element is DraftGroup {
  return 'elements' in element;
}

function otherKeys(map: YAMLMap, known: readonly string[]): readonly string[] {
  return map.items
    .map(({ key }) => String(isScalar(key) ? key.value : key))
    .filter((key) => !known.includes(key));
}

function itemsIn(node: unknown, key: string): readonly Node[] {
  const list = isMap(node) ? node.get(key, true) : null;
  return isSeq(list) ? (list.items as readonly Node[]) : [];
}

/** One text, or a list of them. */
function textsIn(node: YAMLMap, key: string): readonly string[] {
  const one = textIn(node, key);
  if (one !== null) return [one];
  return itemsIn(node, key).map((item) => (isScalar(item) ? String(item.value) : ''));
}

function textIn(node: unknown, key: string): string | null {
  const value = isMap(node) ? node.get(key) : null;
  if (value === null || value === undefined || typeof value === 'object' || isAlias(value)) return null;
  return String(value);
}

function numberIn(node: unknown, key: string): number | null {
  const value = isMap(node) ? node.get(key) : null;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
