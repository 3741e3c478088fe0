// Two charts over the threshold: what becomes of good parts, and what of bad ones. The table below has the same figures.
import type { ThresholdRates } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { placeOf, type RateGroup, rateGroups } from './rates.ts';

const width = 420;
const height = 240;
const edge = { left: 52, right: 16, top: 26, bottom: 44 } as const;

/** Lines differ in dashes as well as in colour: what is wrong is drawn through, what somebody looks at is dashed. */
const styles = {
  goodFailed: { stroke: 'stroke-fail', dash: '', legend: 'border-fail' },
  goodWarned: { stroke: 'stroke-warn', dash: '8 5', legend: 'border-warn border-dashed' },
  badPassed: { stroke: 'stroke-fail', dash: '', legend: 'border-fail' },
  badWarned: { stroke: 'stroke-warn', dash: '8 5', legend: 'border-warn border-dashed' },
} as const;

interface ChartProps {
  /** By rising threshold, at least two. */
  readonly rates: readonly ThresholdRates[];
  readonly threshold: number;
}

export function RatesChart(props: ChartProps) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      {rateGroups.map((group) => (
        <GroupChart key={group.group} group={group} {...props} />
      ))}
    </div>
  );
}

function GroupChart({
  group: { group, rates: names },
  rates,
  threshold,
}: ChartProps & { readonly group: RateGroup }) {
  const text = useText();
  const formats = useFormats();
  const top = niceTop(Math.max(...rates.flatMap((row) => names.map((name) => row[name]))));
  const y = (rate: number): number => height - edge.bottom - (rate / top) * (height - edge.top - edge.bottom);
  const x = (place: number): number =>
    edge.left + (place / (rates.length - 1)) * (width - edge.left - edge.right);
  const chosen = x(placeOf(threshold, rates));
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="font-medium">{text(`setup.judging.groups.${group}.title`)}</figcaption>
      <svg
        role="img"
        aria-label={text(`setup.judging.groups.${group}.chart`)}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full"
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line
              x1={edge.left}
              x2={width - edge.right}
              y1={y(share * top)}
              y2={y(share * top)}
              className="stroke-line"
            />
            <text
              x={edge.left - 8}
              y={y(share * top) + 5}
              textAnchor="end"
              className="figures fill-muted text-sm"
            >
              {formats.percent(share * top, top < 0.02 ? 1 : 0)}
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
          x1={chosen}
          x2={chosen}
          y1={edge.top}
          y2={height - edge.bottom}
          className="stroke-2 stroke-text"
        />
        <text
          x={chosen}
          y={edge.top - 8}
          textAnchor={chosen > width / 2 ? 'end' : 'start'}
          className="figures fill-text font-semibold text-sm"
        >
          {text('setup.judging.chosen', { percent: formats.percent(threshold, threshold > 0.99 ? 1 : 0) })}
        </text>
        {names.map((name) => (
          <polyline
            key={name}
            points={rates.map((row, place) => `${x(place)},${y(row[name])}`).join(' ')}
            strokeDasharray={styles[name].dash}
            className={classNames('fill-none stroke-[3]', styles[name].stroke)}
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
      <ul className="flex flex-wrap gap-x-6 gap-y-1 text-muted text-sm">
        {names.map((name) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden className={classNames('w-8 border-t-[3px]', styles[name].legend)} />
            {text(`setup.judging.rates.${name}`)}
          </li>
        ))}
      </ul>
    </figure>
  );
}

function niceTop(most: number): number {
  return [0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.4, 0.6, 1].find((top) => most <= top) ?? 1;
}
