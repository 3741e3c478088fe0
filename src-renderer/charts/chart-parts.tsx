// What all charts share: axes in the type and the colours of the theme, and the box at the pointer.
import type { ReactNode } from 'react';

/** Grey as long as nothing is out of the ordinary (ANSI/ISA-101.01): colour is kept for what is. */
export const chartColours = {
  strong: 'var(--muted)',
  faint: 'var(--line-strong)',
  grid: 'var(--line)',
  text: 'var(--muted)',
  signal: 'var(--fail)',
  ground: 'var(--panel)',
} as const;

export const axis = {
  stroke: chartColours.faint,
  tick: { fill: chartColours.text, fontSize: '0.8125rem' },
  tickLine: false,
} as const;

/** Of the pointer: it marks the row under it. */
export const cursor = { fill: 'var(--raised)', stroke: 'var(--line-strong)' } as const;

/** Figures stand still: what moves draws the eye, and is late on a busy machine. */
export const animation = { isAnimationActive: false } as const;

export function TooltipBox({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="rounded-lg border border-line-strong bg-raised px-3 py-2 text-sm shadow-float">
      <p className="font-semibold">{title}</p>
      <div className="figures text-muted">{children}</div>
    </div>
  );
}

const longestName = 30;

/** The name of a bar on the left of it, shortened where it does not fit. */
export function NameTick({
  x,
  y,
  payload,
}: {
  readonly x?: number | string;
  readonly y?: number | string;
  readonly payload?: { readonly value: string };
}) {
  const name = payload?.value ?? '';
  return (
    <text x={x} y={y} dy="0.35em" textAnchor="end" fill="var(--text)" fontSize="0.875rem">
      <title>{name}</title>
      {name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name}
    </text>
  );
}

export const nameWidth = 240;
