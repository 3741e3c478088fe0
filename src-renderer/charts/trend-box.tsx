// A control chart: the value of each period, between the limits of what is only chance.
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { ControlChart, ControlPoint } from '../../src-inference/contract/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { axisTicks } from './axis-ticks.ts';
import { ChartBox } from './chart-box.tsx';
import { animation, axis, chartColours, TooltipBox } from './chart-parts.tsx';
import { FiguresTable } from './figures-table.tsx';

interface TrendProps {
  readonly title: string;
  readonly chart: ControlChart;
  /** Which side of the mean is the bad one. */
  readonly bad: 'low' | 'high';
  /** The value that is aimed at; null: none. */
  readonly target: number | null;
  readonly format: (value: number) => string;
  /** The most that a value can be; null: no limit. */
  readonly most: number | null;
  readonly periodName: (point: Pick<ControlPoint, 'day' | 'shift'>) => string;
  /** Opens the parts of a period. */
  readonly onOpen: (period: TrendPeriod) => void;
}

/** `shift` is left out for a whole day. */
export interface TrendPeriod {
  readonly fromDay: string;
  readonly toDay: string;
  readonly shift?: string;
}

const height = 280;

export function TrendBox(props: TrendProps) {
  const { title, chart, format, periodName, onOpen } = props;
  const text = useText();
  const formats = useFormats();
  const { points } = chart;
  const signals = points.filter(({ signal }) => signal !== null).length;
  return (
    <ChartBox
      title={title}
      hint={text('figures.trend.hint')}
      summary={
        points.length < 2
          ? null
          : text('figures.trend.summary', { count: signals, points: formats.number(points.length) })
      }
      chart={points.length < 2 ? text('figures.trend.tooFew') : <TrendChart {...props} />}
      table={
        <FiguresTable
          caption={title}
          columns={[
            text('figures.trend.period'),
            text('figures.trend.value'),
            text('figures.trend.limits'),
            text('figures.parts.title'),
            text('figures.trend.signal'),
          ]}
          rows={points.map((point) => ({
            key: periodName(point),
            name: periodName(point),
            cells: [
              format(point.value),
              point.low === null || point.high === null
                ? '–'
                : `${format(point.low)} – ${format(point.high)}`,
              formats.number(point.parts),
              point.signal === null ? '' : text(`figures.trend.signals.${point.signal}`),
            ],
            onOpen: () => onOpen(periodOf(point)),
          }))}
        />
      }
    />
  );
}

function TrendChart({ chart, bad, target, format, most, periodName, onOpen }: TrendProps) {
  const text = useText();
  const formats = useFormats();
  const rows = chart.points.map((point) => ({ ...point, name: periodName(point) }));
  const limit = {
    ...animation,
    stroke: chartColours.faint,
    strokeDasharray: '6 4',
    dot: false,
    activeDot: false,
  } as const;
  const heights = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const ticks = axisTicks([...heights, ...(target === null ? [] : [target])], most);
  const isBad = ({ value }: ControlPoint): boolean =>
    chart.centre !== null && (bad === 'low' ? value < chart.centre : value > chart.centre);
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={rows} accessibilityLayer={false} margin={{ top: 12, right: 16, left: 4 }}>
        <CartesianGrid stroke={chartColours.grid} vertical={false} />
        <XAxis {...axis} dataKey="name" minTickGap={32} />
        <YAxis
          {...axis}
          width={64}
          domain={[ticks[0]!, ticks.at(-1)!]}
          ticks={ticks}
          tickFormatter={(value: number) => format(value)}
        />
        <Tooltip
          content={({ active, payload }) => {
            const row = payload?.[0]?.payload as (typeof rows)[number] | undefined;
            if (!active || row === undefined) return null;
            return (
              <TooltipBox title={row.name}>
                <p>{`${text('figures.trend.value')}: ${format(row.value)}`}</p>
                {row.low !== null && row.high !== null && (
                  <p>{`${text('figures.trend.limits')}: ${format(row.low)} – ${format(row.high)}`}</p>
                )}
                <p>{`${text('figures.parts.title')}: ${formats.number(row.parts)}`}</p>
                {row.signal !== null && (
                  <p className="font-semibold text-text">{text(`figures.trend.signals.${row.signal}`)}</p>
                )}
              </TooltipBox>
            );
          }}
        />
        {chart.centre !== null && (
          <ReferenceLine
            y={chart.centre}
            stroke={chartColours.strong}
            label={{ value: text('figures.trend.mean'), position: 'insideBottomRight', ...axis.tick }}
          />
        )}
        {target !== null && (
          <ReferenceLine
            y={target}
            ifOverflow="extendDomain"
            stroke="var(--accent)"
            strokeWidth={2}
            label={{ value: text('figures.trend.target'), position: 'insideTopRight', ...axis.tick }}
          />
        )}
        <Line {...limit} dataKey="low" type="step" />
        <Line {...limit} dataKey="high" type="step" />
        <Line
          {...animation}
          dataKey="value"
          stroke={chartColours.strong}
          strokeWidth={2}
          activeDot={false}
          dot={({ cx, cy, index }) => (
            <Dot
              key={index}
              x={cx}
              y={cy}
              look={rows[index]!.signal === null ? 'usual' : isBad(rows[index]!) ? 'bad' : 'good'}
              small={rows.length > 60}
              onPress={() => onOpen(periodOf(rows[index]!))}
            />
          )}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** What is out of control has another shape as well as another colour: a square when it is bad, a ring when it is good. */
function Dot({
  x,
  y,
  look,
  small,
  onPress,
}: {
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly look: 'usual' | 'bad' | 'good';
  readonly small: boolean;
  readonly onPress: () => void;
}) {
  if (x === undefined || y === undefined) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the table
    <g onClick={onPress} className="cursor-pointer">
      <circle cx={x} cy={y} r={12} fill="transparent" />
      {look === 'bad' && <rect x={x - 6} y={y - 6} width={12} height={12} fill={chartColours.signal} />}
      {look === 'good' && (
        <circle cx={x} cy={y} r={5} fill={chartColours.ground} stroke="var(--text)" strokeWidth={2.5} />
      )}
      {look === 'usual' && <circle cx={x} cy={y} r={small ? 2 : 4} fill={chartColours.strong} />}
    </g>
  );
}

function periodOf({ day, shift }: ControlPoint): TrendPeriod {
  return { fromDay: day, toDay: day, ...(shift !== null && { shift }) };
}
