// A quantity against the time, as a picture in a page.

const width = 760;
const height = 170;
const left = 64;
const bottom = 24;

export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [hours: number, value: number])[];
}

/** @returns Nothing when there is nothing to draw. */
export function lineChart(caption: string, curves: readonly Curve[], unit: string): string {
  const all = curves.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const hours = Math.max(...all.map(([hour]) => hour), 1e-6);
  const top = roundUp(Math.max(...all.map(([, value]) => value)));
  const x = (hour: number): string => (left + ((width - left - 10) * hour) / hours).toFixed(1);
  const y = (value: number): string => (height - bottom - ((height - bottom - 10) * value) / top).toFixed(1);
  const lines = curves.map(({ name, colour, points }) => {
    const path = points.map(([hour, value]) => `${x(hour)},${y(value)}`).join(' ');
    return `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${path}"><title>${name}</title></polyline>`;
  });
  const marks = [0, top / 2, top].map(
    (value) =>
      `<text x="${left - 6}" y="${Number(y(value)) + 4}" text-anchor="end">${Number(value.toPrecision(3))}</text>` +
      `<line x1="${left}" x2="${width - 10}" y1="${y(value)}" y2="${y(value)}" stroke="var(--line)"/>`,
  );
  const times = (['start', 'middle', 'end'] as const).map((anchor, half) => {
    const hour = (hours * half) / 2;
    return `<text x="${x(hour)}" y="${height - 6}" text-anchor="${anchor}">${hour.toFixed(2)} h</text>`;
  });
  const legend = curves.map(({ name, colour }) => `<span style="color:${colour}">■</span> ${name}`);
  return (
    `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${caption}">` +
    `${marks.join('')}${times.join('')}${lines.join('')}</svg>` +
    `<figcaption>${caption}, ${unit}. ${legend.join(' &nbsp; ')}</figcaption></figure>`
  );
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find((step) => step * power >= value)! * power;
}
