// The Pareto chart: which mistakes come back most, and how few of them make up most of all.
import { useState } from 'react';
import { Bar, Cell, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormats, useText } from '../text/index.tsx';
import { Select } from '../ui/index.ts';
import { ChartBox } from './chart-box.tsx';
import { animation, axis, chartColours, cursor, NameTick, nameWidth, TooltipBox } from './chart-parts.tsx';
import { FiguresTable } from './figures-table.tsx';

const mostBars = 10;
const barHeight = 36;
/** Juran's vital few. */
const vitalShare = 0.8;

/** One bar, the most frequent first. */
export interface ParetoRow {
  readonly name: string;
  readonly times: number;
  /** Parts in which it happened, and in which it could. */
  readonly parts: number;
  readonly of: number;
  /** Share of all that happened, from the first bar to this one. */
  readonly cumulative: number;
  /** Opens the parts behind it. */
  readonly onOpen: () => void;
}

interface ParetoSubjectChoice<Subject extends string> {
  readonly value: Subject;
  readonly label: string;
}

/** @param subjects What the bars can stand for; the first one is shown first. */
export function ParetoBox<Subject extends string>({
  subjects,
  rowsOf,
}: {
  readonly subjects: readonly ParetoSubjectChoice<Subject>[];
  readonly rowsOf: (subject: Subject) => readonly ParetoRow[];
}) {
  const text = useText();
  const [subject, setSubject] = useState(subjects[0]!.value);
  const rows = rowsOf(subject);
  const [first] = rows;
  return (
    <ChartBox
      title={text('figures.pareto.title')}
      hint={text('figures.pareto.hint')}
      summary={
        first === undefined
          ? null
          : text('figures.pareto.summary', { name: first.name, times: first.times, parts: first.parts })
      }
      controls={
        <div className="w-44">
          <Select
            label={text('figures.pareto.by')}
            value={subject}
            choices={subjects}
            onChange={setSubject}
          />
        </div>
      }
      chart={first === undefined ? text('figures.pareto.none') : <ParetoChart rows={rows} />}
      table={
        <ParetoTable subject={subjects.find(({ value }) => value === subject)?.label ?? ''} rows={rows} />
      }
    />
  );
}

function ParetoChart({ rows }: { readonly rows: readonly ParetoRow[] }) {
  const text = useText();
  const formats = useFormats();
  const shown = rows.slice(0, mostBars).map((row, index) => ({
    ...row,
    isVital: index === 0 || rows[index - 1]!.cumulative < vitalShare,
  }));
  return (
    <>
      <ResponsiveContainer width="100%" height={shown.length * barHeight + 70}>
        <ComposedChart layout="vertical" data={shown} accessibilityLayer={false} margin={{ right: 24 }}>
          <XAxis {...axis} xAxisId="times" type="number" allowDecimals={false} />
          <XAxis
            {...axis}
            xAxisId="share"
            type="number"
            orientation="top"
            domain={[0, 1]}
            ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]}
            tickFormatter={(share: number) => formats.percent(share)}
          />
          <YAxis
            {...axis}
            type="category"
            dataKey="name"
            width={nameWidth}
            interval={0}
            tick={<NameTick />}
          />
          <Tooltip
            cursor={cursor}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof shown)[number] | undefined;
              if (!active || row === undefined) return null;
              const { times, parts, of, cumulative } = row;
              return (
                <TooltipBox title={row.name}>
                  <p>{`${text('figures.pareto.times')}: ${formats.number(times)}`}</p>
                  <p>
                    {text('figures.pareto.perGroup', {
                      parts: formats.number(parts),
                      of: formats.number(of),
                    })}
                  </p>
                  <p>{`${text('figures.pareto.cumulative')}: ${formats.percent(cumulative)}`}</p>
                </TooltipBox>
              );
            }}
          />
          <Bar
            {...animation}
            xAxisId="times"
            dataKey="times"
            barSize={20}
            radius={[0, 4, 4, 0]}
            className="cursor-pointer"
            onClick={(_, index) => shown[index]!.onOpen()}
          >
            {shown.map(({ name, isVital }) => (
              <Cell key={name} fill={isVital ? chartColours.strong : chartColours.faint} />
            ))}
          </Bar>
          <Line
            {...animation}
            xAxisId="share"
            dataKey="cumulative"
            stroke="var(--accent)"
            strokeWidth={2}
            dot={{ r: 4, fill: chartColours.ground, stroke: 'var(--accent)' }}
            className="pointer-events-none"
          />
        </ComposedChart>
      </ResponsiveContainer>
      {rows.length > shown.length && (
        <p className="mt-1 text-muted text-sm">
          {text('figures.pareto.rest', { count: rows.length - shown.length })}
        </p>
      )}
    </>
  );
}

function ParetoTable({ subject, rows }: { readonly subject: string; readonly rows: readonly ParetoRow[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <FiguresTable
      caption={text('figures.pareto.title')}
      columns={[
        subject,
        text('figures.pareto.times'),
        text('figures.pareto.parts'),
        text('figures.pareto.share'),
        text('figures.pareto.cumulative'),
      ]}
      rows={rows.map(({ name, times, parts, of, cumulative, onOpen }) => ({
        key: name,
        name,
        cells: [
          formats.number(times),
          formats.number(parts),
          formats.percent(parts / Math.max(1, of), 1),
          formats.percent(cumulative),
        ],
        onOpen,
      }))}
    />
  );
}
