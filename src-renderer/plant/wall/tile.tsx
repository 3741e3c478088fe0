// One station on the wall.
import type { WallStation } from '../../../src-inference/contract/index.ts';
import { type Formats, type Text, useFormats, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { mistakeText } from '../mistake-text.ts';
import { routeTo } from '../route.ts';
import { stationWord } from '../station-word.ts';
import { FaultStrip } from './fault-strip.tsx';
import { type TileState, tileState } from './tile-state.ts';
import type { TileLook } from './wall-layout.ts';

const bands: Record<TileState['look'], string> = {
  quiet: 'bg-raised text-text',
  warn: 'bg-solid-warn text-on-warn',
  fail: 'bg-solid-fail text-on-solid',
  // Hatched: no colour of a verdict, and not the grey of what is normal.
  absent:
    'border-line-strong border-b-2 border-dashed bg-[repeating-linear-gradient(135deg,var(--panel)_0_10px,var(--line)_10px_20px)] text-text',
};

const frames: Record<TileState['look'], string> = {
  quiet: 'border-line',
  warn: 'border-solid-warn',
  fail: 'border-solid-fail',
  absent: 'border-line-strong border-dashed',
};

export function Tile({ station, look }: { readonly station: WallStation; readonly look: TileLook }) {
  const state = tileState(station);
  return (
    <li className="@container min-h-0 min-w-0">
      <a
        href={routeTo({ page: 'station', station: station.id })}
        className={classNames(
          'flex h-full min-h-0 flex-col overflow-hidden rounded-xl border-2 bg-panel',
          frames[state.look],
        )}
      >
        {look === 'small' && <SmallTile station={station} state={state} />}
        {look === 'compact' && <CompactTile station={station} state={state} />}
        {(look === 'large' || look === 'medium') && (
          <FullTile station={station} state={state} isLarge={look === 'large'} />
        )}
      </a>
    </li>
  );
}

interface TileParts {
  readonly station: WallStation;
  readonly state: TileState;
}

/** For stations that nobody needs to look at: the word for how they are is only read out. */
function SmallTile({ station, state }: TileParts) {
  const text = useText();
  const formats = useFormats();
  const Icon = state.icon;
  const word = stationWord(station, state, text, formats);
  return (
    <span
      title={`${station.name}: ${word}`}
      className={classNames('flex h-full items-center gap-1.5 px-1.5', bands[state.look])}
    >
      <Icon aria-hidden className="size-[clamp(0.9rem,13cqw,1.6rem)] shrink-0" strokeWidth={2.5} />
      <span className="line-clamp-2 min-w-0 break-words font-medium text-[clamp(0.6875rem,10cqw,1.125rem)] leading-tight">
        {station.name}
      </span>
      <span className="sr-only">{word}</span>
    </span>
  );
}

function CompactTile({ station, state }: TileParts) {
  const text = useText();
  const formats = useFormats();
  const Icon = state.icon;
  return (
    <span
      className={classNames(
        'flex h-full flex-col justify-center px-[clamp(0.5rem,4cqw,1rem)] leading-tight',
        bands[state.look],
      )}
    >
      <span className="truncate font-semibold text-[clamp(0.8rem,8.2cqw,1.5rem)] leading-tight">
        {station.name}
      </span>
      <span
        className={classNames(
          'flex min-w-0 items-center gap-[0.35em] font-bold leading-tight',
          // With its time it is longer.
          state.look === 'absent'
            ? 'text-[clamp(0.7rem,7.2cqw,1.5rem)]'
            : 'text-[clamp(0.875rem,10cqw,2rem)]',
        )}
      >
        <Icon aria-hidden className="size-[1em] shrink-0" strokeWidth={2.5} />
        <span className="truncate">{stationWord(station, state, text, formats)}</span>
      </span>
      <span className="figures truncate text-[clamp(0.75rem,6.6cqw,1.25rem)] leading-tight">
        {matterOf(station, state, text, formats)}
      </span>
    </span>
  );
}

/** Of a problem, what is wrong; otherwise how the shift goes. */
function matterOf(station: WallStation, { look, word }: TileState, text: Text, formats: Formats): string {
  const { presentPart, faults, shift, recipe } = station;
  if (look === 'absent' || word === 'notReady') return recipe ?? '';
  if (look !== 'quiet') {
    const mistakes = presentPart?.mistakes.length ? presentPart.mistakes : faults[0]?.mistakes;
    return mistakes?.map((mistake) => mistakeText(mistake, text)).join('; ') ?? '';
  }
  const judged = judgedOf(station);
  if (shift === null || judged === 0) return text('plant.wall.noPart');
  return `${formats.percent(shift.pass / judged)} ${text('plant.wall.yield', { parts: formats.number(judged) })}`;
}

function judgedOf({ shift }: WallStation): number {
  return shift === null ? 0 : shift.pass + shift.warn + shift.fail;
}

function FullTile({ station, state, isLarge }: TileParts & { readonly isLarge: boolean }) {
  const text = useText();
  const formats = useFormats();
  const Icon = state.icon;
  return (
    <>
      <span
        className={classNames(
          'flex min-w-0 shrink-0 flex-col',
          isLarge ? 'px-4 py-2.5' : 'px-3 py-2',
          bands[state.look],
        )}
      >
        <span
          className={classNames(
            'truncate font-semibold',
            isLarge
              ? 'text-[clamp(1.1rem,4.6cqw,2.4rem)] leading-tight'
              : 'text-[clamp(1rem,6cqw,1.25rem)] leading-tight',
          )}
        >
          {station.name}
        </span>
        <span
          className={classNames(
            'flex min-w-0 items-center gap-2 font-bold',
            isLarge
              ? 'text-[clamp(1.3rem,6.8cqw,3.6rem)] leading-tight'
              : 'text-[clamp(1rem,7.6cqw,1.5rem)] leading-tight',
          )}
        >
          <Icon aria-hidden className="size-[1em] shrink-0" strokeWidth={2.5} />
          <span className="truncate">{stationWord(station, state, text, formats)}</span>
        </span>
      </span>
      <span
        className={classNames(
          'flex min-h-0 flex-1 flex-col gap-2',
          isLarge ? 'px-4 pt-2.5 pb-3' : 'px-3 py-2',
          state.look === 'absent' && 'opacity-60',
        )}
      >
        <Present station={station} isLarge={isLarge} />
        <Numbers station={station} isLarge={isLarge} />
        <FaultStrip station={station} isLarge={isLarge} />
      </span>
    </>
  );
}

/** The part on the bench with its progress, or the last one. */
function Present({ station, isLarge }: { readonly station: WallStation; readonly isLarge: boolean }) {
  const text = useText();
  const { presentPart, lastPart, presence } = station;
  const part = presence === 'online' ? (presentPart ?? lastPart) : lastPart;
  const name = part === null ? '' : (part.serial ?? text('plant.part.number', { number: part.number }));
  const isPresent = presentPart !== null && presence === 'online';
  return (
    <span className={classNames('flex min-w-0 shrink-0 flex-col gap-1', isLarge ? 'text-lg' : 'text-sm')}>
      <span className="flex min-w-0 justify-between gap-3">
        <span className="truncate text-muted">
          {part === null
            ? text('plant.wall.noPart')
            : // Of a station that is not heard, nothing may read as a pass.
              isPresent || presence !== 'online'
              ? name
              : text('plant.wall.lastPart', {
                  part: name,
                  verdict: text(`common.verdict.${lastPart?.verdict ?? 'aborted'}`),
                })}
        </span>
        {isPresent && presentPart.steps_of > 0 && (
          <span className="figures shrink-0 font-semibold">{`${presentPart.steps_done} / ${presentPart.steps_of}`}</span>
        )}
      </span>
      {isPresent && presentPart.steps_of > 0 && (
        <span aria-hidden className="block h-2 overflow-hidden rounded-full bg-line">
          <span
            className="block h-full bg-muted"
            style={{
              width: `${(100 * Math.min(presentPart.steps_done, presentPart.steps_of)) / presentPart.steps_of}%`,
            }}
          />
        </span>
      )}
    </span>
  );
}

function Numbers({ station, isLarge }: { readonly station: WallStation; readonly isLarge: boolean }) {
  const text = useText();
  const formats = useFormats();
  const { shift, cycleSeconds, targetCycleSeconds, waiting } = station;
  const judged = judgedOf(station);
  const isSlow = cycleSeconds !== null && targetCycleSeconds !== null && cycleSeconds > targetCycleSeconds;
  const seconds = (value: number): string => formats.number(value, 0);
  return (
    <span
      className={classNames(
        'figures flex shrink-0 items-end justify-between gap-3',
        isLarge ? 'text-lg' : 'text-sm',
      )}
    >
      <span className="min-w-0">
        <span
          className={classNames(
            'block font-semibold',
            isLarge ? 'text-[clamp(1.3rem,6.4cqw,2.8rem)] leading-none' : 'text-lg leading-tight',
          )}
        >
          {shift === null || judged === 0 ? '–' : formats.percent(shift.pass / judged)}
        </span>
        <span className="block truncate text-muted text-sm">
          {text('plant.wall.yield', { parts: formats.number(judged) })}
        </span>
      </span>
      <span className="min-w-0 text-right">
        <span
          className={classNames(
            'block font-semibold',
            isLarge ? 'text-[clamp(1.2rem,5.4cqw,2.2rem)] leading-none' : 'text-lg leading-tight',
            isSlow && 'text-warn',
          )}
        >
          {cycleSeconds === null ? '–' : `${isSlow ? '▲ ' : ''}${seconds(cycleSeconds)} s`}
        </span>
        <span className="block truncate text-muted text-sm">
          {waiting > 20
            ? text('plant.wall.waiting', { messages: formats.number(waiting) })
            : targetCycleSeconds === null
              ? text('plant.wall.cycle')
              : text('plant.wall.takt', { target: seconds(targetCycleSeconds) })}
        </span>
      </span>
    </span>
  );
}
