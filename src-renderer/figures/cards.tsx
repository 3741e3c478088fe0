// The figures at a glance. A card that stands for parts opens them.
import type { LucideIcon } from 'lucide-react';
import { BellRing, Boxes, MessageCircleWarning, Percent, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Figures } from '../../src-inference/contract/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { classNames } from '../ui/index.ts';
import type { OpenParts } from './open-parts.ts';

export function Cards({ figures, onOpen }: { readonly figures: Figures; readonly onOpen: OpenParts }) {
  const text = useText();
  return (
    <section
      aria-label={text('figures.cards')}
      className="grid grid-cols-2 gap-4 md:grid-cols-3 xl:grid-cols-5 print:grid-cols-5"
    >
      <YieldCard figures={figures} onOpen={onOpen} />
      <PartsCard figures={figures} onOpen={onOpen} />
      <CycleCard figures={figures} onOpen={onOpen} />
      <MarkedCard figures={figures} onOpen={onOpen} />
      <AcknowledgementCard figures={figures} onOpen={onOpen} />
    </section>
  );
}

interface CardProps {
  readonly figures: Figures;
  readonly onOpen: OpenParts;
}

function YieldCard({ figures: { yield: passed, parts }, onOpen }: CardProps) {
  const text = useText();
  const formats = useFormats();
  return (
    <Card
      icon={Percent}
      title={text('figures.yield.title')}
      value={passed === null ? '–' : formats.percent(passed.share, 1)}
      onOpen={() => onOpen({ verdict: 'fail' })}
    >
      {passed !== null && (
        <span>
          {text('figures.yield.interval', {
            low: formats.percent(passed.low, 1),
            high: formats.percent(passed.high, 1),
          })}
        </span>
      )}
      <span>
        {text('figures.yield.counts', {
          pass: formats.number(parts.pass),
          warn: formats.number(parts.warn),
          fail: formats.number(parts.fail),
        })}
      </span>
    </Card>
  );
}

function PartsCard({ figures: { parts, faultyParts }, onOpen }: CardProps) {
  const text = useText();
  const formats = useFormats();
  const all = parts.pass + parts.warn + parts.fail + parts.aborted;
  return (
    <Card
      icon={Boxes}
      title={text('figures.parts.title')}
      value={formats.number(all)}
      onOpen={() => onOpen({})}
    >
      <span>
        {text('figures.parts.faulty', {
          parts: formats.number(faultyParts),
          share: formats.percent(faultyParts / Math.max(1, all), 1),
        })}
      </span>
      {parts.aborted > 0 && <span>{text('figures.parts.aborted', { count: parts.aborted })}</span>}
    </Card>
  );
}

function CycleCard({ figures: { cycle, takt }, onOpen }: CardProps) {
  const text = useText();
  const formats = useFormats();
  const target = takt?.seconds ?? null;
  const isSlow = cycle !== null && target !== null && cycle.median > target;
  const share = takt === null ? '' : formats.percent(takt.over / takt.parts);
  return (
    <Card
      icon={Timer}
      title={text('figures.cycle.title')}
      value={cycle === null ? '–' : formats.duration(cycle.median)}
      isUnusual={isSlow}
      onOpen={target === null ? null : () => onOpen({ slowerThan: target })}
    >
      {cycle !== null && (
        <span>
          {text('figures.cycle.spread', {
            from: formats.duration(cycle.p25),
            to: formats.duration(cycle.p75),
            p90: formats.duration(cycle.p90),
          })}
        </span>
      )}
      <span>
        {takt === null
          ? text('figures.cycle.noTakt')
          : target === null
            ? text('figures.cycle.differing', { share })
            : text('figures.cycle.takt', { target: formats.duration(target), share })}
      </span>
    </Card>
  );
}

function MarkedCard({ figures: { marked, overridden }, onOpen }: CardProps) {
  const text = useText();
  const formats = useFormats();
  return (
    <Card
      icon={MessageCircleWarning}
      title={text('figures.marked.title')}
      value={formats.number(marked.falseAlarm + marked.missed)}
      onOpen={() => onOpen({ judgedOtherwise: marked.falseAlarm > 0 ? 'falseAlarm' : 'missed' })}
    >
      <span>{`${text('figures.marked.falseAlarm')}: ${formats.number(marked.falseAlarm)}`}</span>
      <span>{`${text('figures.marked.missed')}: ${formats.number(marked.missed)}`}</span>
      {overridden > 0 && <span>{text('figures.marked.overridden', { count: overridden })}</span>}
      <span className="text-faint">{text('figures.marked.hint')}</span>
    </Card>
  );
}

function AcknowledgementCard({ figures: { acknowledgement, unacknowledged }, onOpen }: CardProps) {
  const text = useText();
  const formats = useFormats();
  return (
    <Card
      icon={BellRing}
      title={text('figures.acknowledgement.title')}
      value={acknowledgement === null ? '–' : formats.duration(acknowledgement.median)}
      onOpen={unacknowledged === 0 ? null : () => onOpen({ unacknowledged: true })}
    >
      <span>
        {acknowledgement === null
          ? text('figures.acknowledgement.none')
          : text('figures.acknowledgement.p90', { p90: formats.duration(acknowledgement.p90) })}
      </span>
      {unacknowledged > 0 && (
        <span className="font-medium text-warn">
          {text('figures.acknowledgement.waiting', { count: unacknowledged })}
        </span>
      )}
    </Card>
  );
}

function Card({
  icon: Icon,
  title,
  value,
  isUnusual = false,
  onOpen,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly value: string;
  /** Something that somebody should look at: only then it has a colour. */
  readonly isUnusual?: boolean;
  /** Null: there is nothing behind it. */
  readonly onOpen: (() => void) | null;
  readonly children: ReactNode;
}) {
  const text = useText();
  const content = (
    <>
      <span className="flex items-center gap-2 font-medium text-muted text-sm">
        <Icon aria-hidden className="size-5 shrink-0" />
        {title}
      </span>
      <span
        className={classNames(
          'figures mt-2 block font-semibold text-3xl 2xl:text-4xl',
          isUnusual && 'text-warn',
        )}
      >
        {value}
      </span>
      <span className="figures mt-2 flex flex-col gap-0.5 text-muted text-sm">{children}</span>
    </>
  );
  const look =
    'flex min-w-0 flex-col items-stretch rounded-xl border border-line bg-panel p-4 text-left 2xl:p-5';
  return onOpen === null ? (
    <div className={look}>{content}</div>
  ) : (
    <button
      type="button"
      onClick={onOpen}
      title={text('figures.seeParts')}
      className={classNames(look, 'hover:border-line-strong')}
    >
      {content}
    </button>
  );
}
