// The actions of a project while a person edits their list. Pure.
import type { TeachLabel } from '../../../src-inference/contract/index.ts';

export interface LabelRow {
  /** Names the row while it is edited. */
  readonly key: number;
  /** The name that recordings use; null: the row is new. */
  readonly name: string | null;
  readonly title: string;
  /** `#rrggbb`. */
  readonly color: string;
}

export type RowProblem = 'empty' | 'twice';

/** Each can be told from its neighbours, also by the colour-blind, and carries black or white words. */
const palette = [
  '#2563eb',
  '#16a34a',
  '#d97706',
  '#9333ea',
  '#0891b2',
  '#dc2626',
  '#db2777',
  '#65a30d',
  '#0d9488',
  '#7c3aed',
  '#b45309',
  '#475569',
] as const;

export function rowsOf(labels: readonly TeachLabel[]): readonly LabelRow[] {
  return labels.map(({ name, title, color }, place) => ({ key: place + 1, name, title, color }));
}

export function addRow(rows: readonly LabelRow[], title = ''): readonly LabelRow[] {
  const key = rows.reduce((most, row) => Math.max(most, row.key), 0) + 1;
  const used = new Set(rows.map(({ color }) => color));
  const color = palette.find((one) => !used.has(one)) ?? palette[rows.length % palette.length]!;
  return [...rows, { key, name: null, title, color }];
}

/** @param by -1: one place towards the beginning. */
export function moveRow(rows: readonly LabelRow[], key: number, by: -1 | 1): readonly LabelRow[] {
  const from = rows.findIndex((row) => row.key === key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= rows.length) return rows;
  const next = [...rows];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}

export function problemOf(row: LabelRow, rows: readonly LabelRow[]): RowProblem | null {
  const title = row.title.trim().toLowerCase();
  if (title === '') return 'empty';
  return rows.some((other) => other.key !== row.key && other.title.trim().toLowerCase() === title)
    ? 'twice'
    : null;
}

/** As the station stores them. A new action gets a name from its title; the name of an old one stays, recordings have it. */
export function labelsOf(rows: readonly LabelRow[], background: string): readonly TeachLabel[] {
  const names = new Set([background, ...rows.flatMap(({ name }) => name ?? [])]);
  return rows.map(({ name, title, color }) => {
    const own = name ?? freeName(title, names);
    names.add(own);
    return { name: own, title: title.trim(), color };
  });
}

/** `Press the lid (left)` gives `press_the_lid_left`. */
function freeName(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 48);
  const base = plain === '' ? 'action' : plain;
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`;
}
