// The last mistakes of a station. Of the newest that has one, the video plays in a loop.
import type { WallFault, WallStation } from '../../../src-inference/contract/index.ts';
import { type Text, useFormats, useText } from '../../text/index.tsx';
import { classNames, outcomeMarks, toneText } from '../../ui/index.ts';
import { Clip } from '../clip.tsx';
import { mistakeText } from '../mistake-text.ts';

const mostLines = 3;

/** @param isLarge Whether there is place for a video. */
export function FaultStrip({
  station: { faults, presence },
  isLarge,
}: {
  readonly station: WallStation;
  readonly isLarge: boolean;
}) {
  const text = useText();
  const formats = useFormats();
  const filmed = isLarge ? faults.find(({ clip }) => clip !== null) : undefined;
  if (faults.length === 0)
    return (
      <span className={classNames('text-faint', !isLarge && 'text-sm')}>{text('plant.wall.noFaults')}</span>
    );
  return (
    <span
      className={classNames(
        'flex min-h-0 flex-1 items-start gap-3 overflow-hidden border-line border-t',
        isLarge ? 'pt-2 text-[clamp(1rem,3.6cqw,1.5rem)]' : 'pt-1.5 text-sm',
      )}
    >
      {filmed !== undefined && filmed.clip !== null && (
        <Clip
          key={filmed.clip}
          address={filmed.clip}
          name={faultText(filmed, text)}
          plays={presence === 'online'}
          className="aspect-video max-h-full min-h-0 w-[45%] max-w-xl shrink-0 rounded-lg object-cover"
        />
      )}
      {/* Lines that do not fit go into a column that is out of sight, instead of being cut in half. */}
      <span className="flex h-full min-w-0 flex-1 flex-col flex-wrap overflow-hidden">
        {faults.slice(0, mostLines).map((fault) => {
          const { icon: Icon, tone } = outcomeMarks[fault.verdict ?? 'aborted'];
          return (
            <span key={fault.startedAt} className="flex w-full min-w-0 items-center gap-2">
              <Icon aria-hidden className={classNames('size-[1.25em] shrink-0', toneText[tone])} />
              <span className="figures shrink-0 text-muted">{formats.minute(fault.endedAt)}</span>
              <span className="truncate">{faultText(fault, text)}</span>
            </span>
          );
        })}
      </span>
    </span>
  );
}

function faultText({ mistakes }: WallFault, text: Text): string {
  return mistakes.map((mistake) => mistakeText(mistake, text)).join('; ');
}
