import type { PlantFigures } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import type { OpenParts } from './open-parts.ts';

export function FiguresCards({
  figures: { parts, faultyParts, overridden, yield: passed },
  onOpen,
}: {
  readonly figures: PlantFigures;
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const formats = useFormats();
  const all = parts.pass + parts.warn + parts.fail + parts.aborted;
  return (
    <section aria-label={text('figures.cards')} className="grid grid-cols-1 gap-4 sm:grid-cols-3">
      <Card
        title={text('figures.yield.title')}
        value={passed === null ? '–' : formats.percent(passed.share, 1)}
        lines={[
          passed === null
            ? ''
            : text('figures.yield.interval', {
                low: formats.percent(passed.low, 1),
                high: formats.percent(passed.high, 1),
              }),
          text('figures.yield.counts', {
            pass: formats.number(parts.pass),
            warn: formats.number(parts.warn),
            fail: formats.number(parts.fail),
          }),
        ]}
        onOpen={() => onOpen({ verdict: 'fail' })}
      />
      <Card
        title={text('figures.parts.title')}
        value={formats.number(all)}
        lines={[
          parts.aborted > 0 ? text('figures.parts.aborted', { count: parts.aborted }) : '',
          overridden > 0 ? text('figures.marked.overridden', { count: overridden }) : '',
        ]}
        onOpen={() => onOpen({})}
      />
      <Card
        title={text('plant.figures.faulty')}
        value={formats.number(faultyParts)}
        lines={[text('plant.figures.share', { share: formats.percent(faultyParts / Math.max(1, all), 1) })]}
        onOpen={() => onOpen({ faulty: true })}
      />
    </section>
  );
}

function Card({
  title,
  value,
  lines,
  onOpen,
}: {
  readonly title: string;
  readonly value: string;
  readonly lines: readonly string[];
  readonly onOpen: () => void;
}) {
  const text = useText();
  return (
    <button
      type="button"
      onClick={onOpen}
      title={text('figures.seeParts')}
      className="flex min-w-0 flex-col items-stretch rounded-xl border border-line bg-panel p-4 text-left hover:border-line-strong"
    >
      <span className="font-medium text-muted text-sm">{title}</span>
      <span className="figures mt-2 block font-semibold text-3xl 2xl:text-4xl">{value}</span>
      <span className="figures mt-2 flex flex-col gap-0.5 text-muted text-sm">
        {lines.filter(Boolean).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    </button>
  );
}
