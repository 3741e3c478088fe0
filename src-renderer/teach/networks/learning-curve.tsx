// Accuracy by the number of recordings: whether more of them would still help.
import type { TeachReport } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';

const width = 520;
const height = 220;
const edge = { left: 52, right: 18, top: 14, bottom: 40 } as const;
const lines = 4;

/** @param curve By rising number of recordings, at least two. */
export function LearningCurve({
  curve,
  recordings,
}: {
  readonly curve: TeachReport['curve'];
  readonly recordings: number;
}) {
  const text = useText();
  const formats = useFormats();
  const [first, last] = [curve[0]!, curve.at(-1)!];
  const least = Math.floor(Math.min(...curve.map(({ accuracy }) => accuracy)) * 10) / 10;
  const bottom = Math.min(0.9, least);
  const x = (count: number): number =>
    edge.left +
    ((count - first.recordings) / Math.max(1, last.recordings - first.recordings)) *
      (width - edge.left - edge.right);
  const y = (share: number): number =>
    height - edge.bottom - ((share - bottom) / (1 - bottom)) * (height - edge.top - edge.bottom);
  const marks = Array.from({ length: lines + 1 }, (_, place) => bottom + (place / lines) * (1 - bottom));
  return (
    <figure>
      <svg
        role="img"
        aria-label={text('teach.report.curveSummary', {
          from: formats.percent(first.accuracy),
          to: formats.percent(last.accuracy),
          count: recordings,
        })}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full"
      >
        {marks.map((share) => (
          <g key={share}>
            <line
              x1={edge.left}
              x2={width - edge.right}
              y1={y(share)}
              y2={y(share)}
              className="stroke-line"
            />
            <text x={edge.left - 8} y={y(share) + 4} textAnchor="end" className="figures fill-muted text-xs">
              {formats.percent(share)}
            </text>
          </g>
        ))}
        <polyline
          points={curve.map(({ recordings: count, accuracy }) => `${x(count)},${y(accuracy)}`).join(' ')}
          className="fill-none stroke-[3] stroke-accent"
        />
        {curve.map(({ recordings: count, accuracy }) => (
          <g key={count}>
            <circle cx={x(count)} cy={y(accuracy)} r={5} className="fill-accent" />
            <text
              x={x(count)}
              y={height - edge.bottom + 18}
              textAnchor={count === last.recordings ? 'end' : 'middle'}
              className="figures fill-muted text-xs"
            >
              {formats.number(count)}
            </text>
          </g>
        ))}
        <text
          x={(edge.left + width - edge.right) / 2}
          y={height - 4}
          textAnchor="middle"
          className="fill-muted text-xs"
        >
          {text('teach.report.curveAxis')}
        </text>
      </svg>
    </figure>
  );
}
