import type { LabelInfo } from '../../src-inference/contract/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { worstPairs } from './confusion-pairs.ts';
import { ColorDot } from './menu.tsx';

/** Rows: true actions; columns: predicted actions. A cell is shaded by its share of the row; only errors have a colour. */
export function ConfusionMatrix({
  labels,
  counts,
}: {
  readonly labels: readonly LabelInfo[];
  /** `[true][predicted]`, in the order of the labels. */
  readonly counts: readonly (readonly number[])[];
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <figure>
      <figcaption className="mb-4">
        <span className="font-medium">{text('common.confusion.title')}</span>
        <span className="block max-w-prose text-muted text-sm">{text('common.confusion.hint')}</span>
        <Pairs labels={labels} counts={counts} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} className="overflow-x-auto">
        <table className="figures border-separate border-spacing-0.5 text-sm">
          <thead>
            <tr>
              <td />
              {labels.map(({ name, title, color }) => (
                <th key={name} scope="col" className="h-32 w-14 min-w-14 align-bottom font-medium">
                  <span className="mx-auto flex rotate-180 items-center gap-1.5 whitespace-nowrap [writing-mode:vertical-rl]">
                    <ColorDot color={color} />
                    {title}
                  </span>
                </th>
              ))}
              <th scope="col" className="px-3 align-bottom font-medium text-muted">
                {text('common.confusion.found')}
              </th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label, row) => {
              const line = counts[row] ?? [];
              const total = line.reduce((sum, count) => sum + count, 0);
              const right = line[row] ?? 0;
              return (
                <tr key={label.name}>
                  <th scope="row" className="whitespace-nowrap pr-3 text-right font-medium">
                    <span className="inline-flex items-center gap-1.5">
                      {label.title}
                      <ColorDot color={label.color} />
                    </span>
                  </th>
                  {labels.map(({ name, title }, column) => {
                    const count = line[column] ?? 0;
                    const share = total === 0 ? 0 : count / total;
                    const colour = row === column ? 'var(--muted)' : 'var(--fail)';
                    return (
                      <td
                        key={name}
                        title={`${label.title} → ${title}: ${formats.percent(share)}`}
                        className="h-10 rounded text-center"
                        style={{
                          // One error in fifty can be seen, and the number can always be read.
                          backgroundColor:
                            count === 0
                              ? 'var(--raised)'
                              : `color-mix(in srgb, ${colour} ${Math.round(8 + 30 * Math.sqrt(share))}%, var(--panel))`,
                        }}
                      >
                        {count === 0 ? <span className="text-faint">·</span> : formats.number(count)}
                      </td>
                    );
                  })}
                  <td className="px-3 text-right font-semibold">
                    {total === 0 ? '–' : formats.percent(right / total)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** What is confused most, in sentences. */
function Pairs({ labels, counts }: Parameters<typeof ConfusionMatrix>[0]) {
  const text = useText();
  const formats = useFormats();
  const pairs = worstPairs(counts);
  if (pairs.length === 0) return <span className="mt-2 block">{text('common.confusion.noPairs')}</span>;
  return (
    <span className="mt-2 block">
      {text('common.confusion.pairs')}
      {pairs.map(({ done, named, share }) => (
        <span key={`${done} ${named}`} className="block pl-4 text-muted">
          {text('common.confusion.pair', {
            done: labels[done]!.title,
            named: labels[named]!.title,
            percent: formats.percent(share),
          })}
        </span>
      ))}
    </span>
  );
}
