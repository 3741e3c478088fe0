// A chart of false alarms and misses by threshold. The table below it has the same figures.
import type { ThresholdRates } from '../../src-inference/contract/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { classNames } from '../ui/index.ts';

const width = 640;
const height = 260;
const edge = { left: 56, right: 16, top: 14, bottom: 44 } as const;

/** Lines differ in dashes as well as in colour. */
const lines = [
  {
    name: 'goodFailed',
    of: ({ goodFailed }: ThresholdRates) => goodFailed,
    stroke: 'stroke-fail',
    dash: '',
    legend: 'border-fail',
  },
  {
    name: 'badPassed',
    of: ({ badPassed }: ThresholdRates) => badPassed,
    stroke: 'stroke-accent',
    dash: '10 5',
    legend: 'border-accent border-dashed',
  },
  {
    name: 'goodWarned',
    of: ({ goodWarned }: ThresholdRates) => goodWarned,
    stroke: 'stroke-warn',
    dash: '3 5',
    legend: 'border-warn border-dotted',
  },
] as const;

/** @param rates By rising threshold, at least two. */
export function RatesChart({
  rates,
  threshold,
}: {
  readonly rates: readonly ThresholdRates[];
  readonly threshold: number;
}) {
  const text = useText();
  const formats = useFormats();
  const top = niceTop(Math.max(...rates.flatMap((row) => lines.map(({ of }) => of(row)))));
  const y = (rate: number): number => height - edge.bottom - (rate / top) * (height - edge.top - edge.bottom);
  const x = (place: number): number =>
    edge.left + (place / (rates.length - 1)) * (width - edge.left - edge.right);
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  return (
    <figure className="flex flex-col gap-2">
      <svg
        role="img"
        aria-label={text('setup.judging.chart')}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full max-w-3xl"
      >
        {marks.map((rate) => (
          <g key={rate}>
            <line x1={edge.left} x2={width - edge.right} y1={y(rate)} y2={y(rate)} className="stroke-line" />
            <text x={edge.left - 8} y={y(rate) + 5} textAnchor="end" className="figures fill-muted text-sm">
              {text('setup.judging.rate', { percent: formats.number(rate * 100, 1) })}
            </text>
          </g>
        ))}
        {rates.map(({ failAbove }, place) => (
          <text
            key={failAbove}
            x={x(place)}
            y={height - edge.bottom + 20}
            textAnchor={place === rates.length - 1 ? 'end' : 'middle'}
            className="figures fill-muted text-sm"
          >
            {formats.percent(failAbove)}
          </text>
        ))}
        <line
          x1={x(placeOf(threshold, rates))}
          x2={x(placeOf(threshold, rates))}
          y1={edge.top}
          y2={height - edge.bottom}
          className="stroke-2 stroke-text"
        />
        {lines.map(({ name, of, stroke, dash }) => (
          <polyline
            key={name}
            points={rates.map((row, place) => `${x(place)},${y(of(row))}`).join(' ')}
            strokeDasharray={dash}
            className={classNames('fill-none stroke-[3]', stroke)}
          />
        ))}
        <text
          x={(edge.left + width - edge.right) / 2}
          y={height - 4}
          textAnchor="middle"
          className="fill-muted text-sm"
        >
          {text('setup.judging.failAbove')}
        </text>
      </svg>
      <figcaption className="flex flex-wrap gap-x-6 gap-y-1 text-muted text-sm">
        {lines.map(({ name, legend }) => (
          <span key={name} className="flex items-center gap-2">
            <span aria-hidden className={classNames('w-8 border-t-[3px]', legend)} />
            {text(`setup.judging.rates.${name}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/**
 * The position of a threshold on the axis, in measured thresholds from the left. The measured ones have equal distances on
 * the axis, although they are closer together near 1.
 */
function placeOf(threshold: number, rates: readonly ThresholdRates[]): number {
  const next = rates.findIndex(({ failAbove }) => failAbove >= threshold);
  if (next === 0) return 0;
  if (next === -1) return rates.length - 1;
  const [before, after] = [rates[next - 1]!.failAbove, rates[next]!.failAbove];
  return next - 1 + (threshold - before) / (after - before);
}

function niceTop(most: number): number {
  return [0.01, 0.02, 0.04, 0.1, 0.2, 0.4, 1].find((top) => most <= top) ?? 1;
}
