// Where the network is most wrong, to look at with one press, and the recordings whose labels may be wrong.
import { ArrowRight, CirclePlay } from 'lucide-react';
import type { TeachReport } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, ColorDot } from '../../ui/index.ts';
import { secondsText } from '../editor/video-stage.tsx';
import type { LabelNames } from '../label-names.ts';
import { openLabels } from '../open-place.ts';
import { Box } from './box.tsx';

export function WorstClips({
  worst,
  names,
}: {
  readonly worst: TeachReport['worst'];
  readonly names: LabelNames;
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <Box title={text('teach.report.worst')} hint={text('teach.report.worstHint')}>
      {worst.length === 0 ? (
        <p className="text-muted">{text('teach.report.noWorst')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        <ol tabIndex={0} className="flex max-h-96 flex-col gap-1.5 overflow-y-auto">
          {worst.map(({ recording, startSeconds, endSeconds, truth, named, probability }) => (
            <li key={`${recording} ${startSeconds}`}>
              <button
                type="button"
                onClick={() => openLabels(recording, startSeconds)}
                className="flex min-h-14 w-full items-center gap-3 rounded-lg border border-line px-3 py-1.5 text-left hover:border-line-strong hover:bg-raised"
              >
                <CirclePlay aria-hidden className="size-6 shrink-0 text-accent" />
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap items-center gap-x-2 font-medium">
                    <ColorDot color={names.colorOf(truth)} />
                    {names.titleOf(truth)}
                    <ArrowRight
                      role="img"
                      aria-label={text('teach.report.namedAs')}
                      className="size-4 text-muted"
                    />
                    <ColorDot color={names.colorOf(named)} />
                    {names.titleOf(named)}
                  </span>
                  <span className="figures block break-words text-muted text-sm">
                    {recording} · {secondsText(startSeconds)} – {secondsText(endSeconds)}
                  </span>
                </span>
                <span className="figures shrink-0 text-muted">{formats.percent(probability)}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Box>
  );
}

export function HurtingRecordings({ hurting }: Pick<TeachReport, 'hurting'>) {
  const text = useText();
  const formats = useFormats();
  if (hurting.length === 0) return null;
  return (
    <Box title={text('teach.report.hurting')} hint={text('teach.report.hurtingHint')}>
      <ul className="flex flex-col gap-1.5">
        {hurting.map(({ recording, change }) => (
          <li key={recording} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 flex-1 basis-40 break-words font-medium">{recording}</span>
            <span className="figures text-muted">
              {text('teach.report.without', { points: formats.number(change * 100, 1) })}
            </span>
            <Button
              onClick={() => openLabels(recording)}
              aria-label={`${text('teach.report.check')}: ${recording}`}
            >
              {text('teach.report.check')}
            </Button>
          </li>
        ))}
      </ul>
    </Box>
  );
}
