// Parts of a page of HTML in a single file: it loads no styles, scripts or pictures from elsewhere.

export function page(title: string, intro: string, sections: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; --ink: #1f2937; --soft: #6b7280; --line: #d1d5db; --paper: #ffffff; --bar: #2563eb; --wrong: #b91c1c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --soft: #9ca3af; --line: #374151; --paper: #111827; --bar: #60a5fa; --wrong: #f87171; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: .25rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
p { max-width: 45rem; } .soft, figcaption { color: var(--soft); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; } th:first-child, td:first-child { text-align: left; white-space: nowrap; }
th { color: var(--soft); font-weight: 500; }
tr.odd td { color: var(--wrong); font-weight: 600; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p class="soft">${escapeHtml(intro)}</p>
${sections.join('\n')}
</body>
</html>
`;
}

export function section(title: string, ...content: readonly string[]): string {
  return `<h2>${escapeHtml(title)}</h2>\n${content.join('\n')}`;
}

export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

/** @param isOdd Rows to highlight. */
export function htmlTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  isOdd: (row: number) => boolean = () => false,
): string {
  const body = rows.map((row, i) => `<tr${isOdd(i) ? ' class="odd"' : ''}>${cells('td', row)}</tr>`);
  return tableOf(cells('th', header), body);
}

/** A confusion matrix. The larger the share of a row in a cell, the darker the cell. @param names Of rows and columns. */
export function confusionTable(names: readonly string[], counts: readonly (readonly number[])[]): string {
  const rows = counts.map((row, i) => {
    const total = Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    );
    const shaded = row.map((count, k) => {
      const title = `${names[i]} named ${names[k]}: ${count} of ${total}`;
      const colour = k === i ? 'var(--bar)' : 'var(--wrong)';
      const share = Math.round((60 * count) / total);
      return `<td title="${escapeHtml(title)}" style="background:color-mix(in srgb, ${colour} ${share}%, transparent)">${count}</td>`;
    });
    return `<tr><td>${i} ${escapeHtml(names[i]!)}</td>${shaded.join('')}</tr>`;
  });
  return tableOf(cells('th', ['', ...names.map((_, i) => String(i))]), rows);
}

function cells(tag: 'th' | 'td', values: readonly string[]): string {
  return values.map((value) => `<${tag}>${escapeHtml(value)}</${tag}>`).join('');
}

function tableOf(head: string, rows: readonly string[]): string {
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`;
}

export interface Bar {
  readonly name: string;
  /** Values that are stacked, in the order of the legend. */
  readonly values: readonly number[];
}

const width = 760;
const nameWidth = 170;
const barHeight = 26;
const colours = ['#2563eb', '#d97706', '#16a34a', '#9333ea', '#0891b2'] as const;

/**
 * Horizontal bars with their values; several values are stacked, and explained by a legend.
 *
 * @param full Value of a bar of full width; by default that of the longest bar.
 */
export function barChart(
  caption: string,
  bars: readonly Bar[],
  word: (value: number) => string,
  legend: readonly string[] = [],
  full = 0,
): string {
  const total = ({ values }: Bar): number => values.reduce((sum, value) => sum + value, 0);
  const largest = Math.max(...bars.map(total), full, Number.MIN_VALUE);
  const scale = (width - nameWidth - 90) / largest;
  const top = legend.length > 0 ? 30 : 4;
  const rows = bars.map((bar, i) => {
    const y = top + i * (barHeight + 10);
    let x = nameWidth;
    const parts = bar.values.map((value, k) => {
      const size = Math.max(0, value * scale);
      const rectangle = `<rect x="${x.toFixed(1)}" y="${y}" width="${size.toFixed(1)}" height="${barHeight}" fill="${colours[k % colours.length]}"><title>${escapeHtml(`${legend[k] ?? bar.name}: ${word(value)}`)}</title></rect>`;
      x += size;
      return rectangle;
    });
    const middle = y + barHeight / 2 + 5;
    return `<text x="${nameWidth - 8}" y="${middle}" text-anchor="end">${escapeHtml(bar.name)}</text>${parts.join('')}<text x="${(x + 6).toFixed(1)}" y="${middle}">${escapeHtml(word(total(bar)))}</text>`;
  });
  const keys = legend.map(
    (name, k) =>
      `<rect x="${nameWidth + k * 118}" y="4" width="12" height="12" fill="${colours[k % colours.length]}"/><text x="${nameWidth + k * 118 + 17}" y="15">${escapeHtml(name)}</text>`,
  );
  const height = top + bars.length * (barHeight + 10);
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(caption)}">${keys.join('')}${rows.join('')}</svg><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
