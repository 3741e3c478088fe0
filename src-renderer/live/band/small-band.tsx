// The state of the station on a phone or a tablet: the word, then the whole sentence below it, then what can be done.
import { useIsCurrent, useSnapshot } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { ReplayButton, type ReplayControl } from '../replay/replay.tsx';
import { BandActions } from './band-actions.tsx';
import { bandFills, bandMarks, bandWord } from './band-marks.ts';
import { bandMessage } from './band-message.ts';
import { FittedWord } from './fitted-word.tsx';
import { useBand } from './use-band.ts';

export function SmallBand({
  onChoose,
  replay,
}: {
  readonly onChoose: () => void;
  /** Left out: this layout has no place to play it. */
  readonly replay?: ReplayControl;
}) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const fresh = useIsCurrent();
  const band = useBand();
  const present = useSnapshot((snapshot) => snapshot.part ?? snapshot.lastPart);
  const { tone, icon: Icon } = bandMarks[band.kind];
  const { what, remedy } = bandMessage(band, { text, titles, formats });
  const part = fresh ? present : null;
  const serial = part?.identity?.serial ?? part?.code ?? null;
  const acknowledgement = 'part' in band ? band.part.acknowledgement : null;
  const override = 'part' in band ? band.part.override : null;
  return (
    <section
      data-band={band.kind}
      className={classNames('flex shrink-0 flex-col gap-2 px-6 py-3 phone:px-4', bandFills[tone])}
    >
      <div className="flex items-center gap-4 phone:gap-3">
        <Icon
          aria-hidden
          strokeWidth={2}
          className={classNames(
            'size-14 shrink-0 phone:size-10',
            Icon === bandMarks.opening.icon && 'animate-spin',
          )}
        />
        <FittedWord word={bandWord(band.kind, text)} size="4rem" />
        {part !== null && (
          <p className="figures max-w-[45%] shrink-0 text-right leading-tight">
            <span className="block truncate text-sm" title={serial ?? undefined}>
              {[text('live.band.part'), serial].filter(Boolean).join(' ')}
            </span>
            <span className="font-bold text-4xl leading-none phone:text-3xl">{part.number}</span>
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div role="status" className="min-w-0 flex-1 basis-72">
          <p className="text-pretty font-semibold text-2xl leading-snug phone:text-lg">{what}</p>
          {remedy && <p className="text-lg phone:text-base">{remedy}</p>}
          {override && (
            <p className="font-semibold">
              {text('identity.personSaid', {
                verdict: text(`common.verdict.${override.verdict}`),
                by: override.by,
                reason: override.reason,
              })}
            </p>
          )}
          {acknowledgement && (
            <p>
              {text('live.band.acknowledgedBy', { by: acknowledgement.by, reason: acknowledgement.reason })}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2 empty:hidden">
          {replay && <ReplayButton control={replay} />}
          <BandActions state={band} onChoose={onChoose} />
        </div>
      </div>
    </section>
  );
}
