import { useIsCurrent } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { ReplayButton, type ReplayControl } from '../replay/replay.tsx';
import { BandActions } from './band-actions.tsx';
import { bandFills, bandMarks, bandWord } from './band-marks.ts';
import { bandMessage } from './band-message.ts';
import { PartFigures } from './part-figures.tsx';
import { useBand } from './use-band.ts';

/** The state of the station, readable from two metres. */
export function VerdictBand({
  onChoose,
  replay,
}: {
  readonly onChoose: () => void;
  readonly replay: ReplayControl;
}) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const fresh = useIsCurrent();
  const state = useBand();
  const { tone, icon: Icon } = bandMarks[state.kind];
  const { what, remedy } = bandMessage(state, { text, titles, formats });
  const acknowledgement = 'part' in state ? state.part.acknowledgement : null;
  const override = 'part' in state ? state.part.override : null;
  return (
    <section
      data-band={state.kind}
      className={classNames(
        'flex min-h-28 shrink-0 items-center gap-4 px-5 py-2 transition-colors',
        bandFills[tone],
      )}
    >
      <Icon
        aria-hidden
        strokeWidth={2}
        className={classNames(
          'size-16 shrink-0 short:size-12',
          Icon === bandMarks.opening.icon && 'animate-spin',
        )}
      />
      <div role="status" className="flex min-w-0 flex-1 items-center gap-6">
        <h1 className="shrink-0 whitespace-nowrap font-extrabold text-[2.75rem] uppercase leading-none tracking-tight short:text-4xl">
          {bandWord(state.kind, text)}
        </h1>
        <div className="min-w-0">
          <p className="line-clamp-2 text-pretty font-semibold text-2xl leading-snug short:text-xl short:leading-snug">
            {what}
          </p>
          {remedy && <p className="line-clamp-2 text-lg short:text-base">{remedy}</p>}
          {override && (
            <p className="truncate font-semibold text-lg short:text-base">
              {text('identity.personSaid', {
                verdict: text(`common.verdict.${override.verdict}`),
                by: override.by,
                reason: override.reason,
              })}
            </p>
          )}
          {acknowledgement && (
            <p className="truncate text-lg short:text-base">
              {text('live.band.acknowledgedBy', { by: acknowledgement.by, reason: acknowledgement.reason })}
            </p>
          )}
        </div>
      </div>
      {/* Below each other: the words of the band need the width. */}
      <div className="flex shrink-0 flex-col gap-2">
        <ReplayButton control={replay} />
        <BandActions state={state} onChoose={onChoose} />
      </div>
      {fresh && <PartFigures />}
    </section>
  );
}
