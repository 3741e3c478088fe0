// The timeline of a part: judged steps above what the network saw, with the position of the recording.
import { useEffect, useRef } from 'react';
import { useLabels } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { ColorDot, classNames, stepMark, toneSolid } from '../ui/index.ts';
import { labelOf } from './evidence.ts';
import { firstProblemSeconds, type PartTimeline, type TimelineStep } from './part-timeline.ts';

/** Makes a step of 2.5 s wide enough for a finger in a glove. Shorter steps can be chosen in the list below. */
const pixelsPerSecond = 18;

export function TimelineView({
  timeline,
  seconds,
  chosen,
  onChoose,
  onSeek,
}: {
  readonly timeline: PartTimeline;
  /** Position of the recording; null: there is no recording. */
  readonly seconds: number | null;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
  readonly onSeek: (seconds: number) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const { startSeconds, endSeconds, segments, steps, ticks } = timeline;
  const length = endSeconds - startSeconds;
  const shownSeconds = chosen === null ? firstProblemSeconds(timeline) : steps[chosen]!.startSeconds;
  const scroller = useScrollTo((shownSeconds - startSeconds) / length);
  const percent = (at: number): string => `${((at - startSeconds) / length) * 100}%`;
  const seen = [...new Set(segments.map(({ label }) => label))].filter(labels.isAction);
  return (
    <section aria-label={text('history.timeline')}>
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        tabIndex={0}
        className="scroll-fade-x overflow-x-auto rounded-xl border border-line bg-panel p-4"
      >
        <div className="relative" style={{ minWidth: length * pixelsPerSecond }}>
          <ol data-may-overlap className="relative h-12">
            {steps.map((timelineStep, index) => (
              <li key={`${timelineStep.step.index} ${timelineStep.startSeconds} ${timelineStep.step.status}`}>
                <StepBar
                  timelineStep={timelineStep}
                  left={percent(timelineStep.startSeconds)}
                  width={percent(startSeconds + timelineStep.endSeconds - timelineStep.startSeconds)}
                  isChosen={chosen === index}
                  name={labels.titleOf(labelOf(timelineStep.step))}
                  onPress={() => onChoose(index)}
                />
              </li>
            ))}
          </ol>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the keyboard has the controls of the recording */}
          <div
            className="relative mt-2 h-7 overflow-hidden rounded-md bg-raised"
            onClick={(event) => {
              const { left, width } = event.currentTarget.getBoundingClientRect();
              onSeek(startSeconds + ((event.clientX - left) / width) * length);
            }}
          >
            {segments.map((segment) => (
              <span
                key={`${segment.startSeconds} ${segment.label}`}
                title={`${labels.titleOf(segment.label)} ${formats.percent(segment.probability)}`}
                className="absolute inset-y-0"
                style={{
                  left: percent(segment.startSeconds),
                  width: percent(startSeconds + segment.endSeconds - segment.startSeconds),
                  backgroundColor: labels.isAction(segment.label)
                    ? (labels.colorOf(segment.label) ?? 'var(--accent)')
                    : 'transparent',
                  opacity: 0.35 + 0.65 * segment.probability,
                }}
              />
            ))}
          </div>
          <div aria-hidden className="figures relative mt-1 h-5 text-faint text-xs">
            {ticks.map((at) => (
              <span
                key={at}
                className="absolute border-line-strong border-l pl-1"
                style={{ left: percent(at) }}
              >
                {formats.duration(at - startSeconds).replace(/[.,]0$/, '')}
              </span>
            ))}
          </div>
          {seconds !== null && seconds >= startSeconds && seconds <= endSeconds && (
            <span
              aria-hidden
              className="pointer-events-none absolute top-0 bottom-5 w-0.5 bg-text"
              style={{ left: percent(seconds) }}
            />
          )}
        </div>
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
        {seen.map((label) => (
          <li key={label} className="flex items-center gap-1.5">
            <ColorDot color={labels.colorOf(label)} />
            {labels.titleOf(label)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Scrolls the box sideways until a place of its content is in the middle. @param share Of its width, 0 to 1. */
function useScrollTo(share: number) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { scrollWidth = 0, clientWidth = 0 } = box.current ?? {};
    box.current?.scrollTo({ left: share * scrollWidth - clientWidth / 2, behavior: 'smooth' });
  }, [share]);
  return box;
}

function StepBar({
  timelineStep: { step, startSeconds, endSeconds },
  left,
  width,
  name,
  isChosen,
  onPress,
}: {
  readonly timelineStep: TimelineStep;
  readonly left: string;
  readonly width: string;
  readonly name: string;
  readonly isChosen: boolean;
  readonly onPress: () => void;
}) {
  const text = useText();
  const { tone, icon: Icon } = stepMark(step);
  const isMark = startSeconds === endSeconds;
  const words = [step.index, name, text(`common.step.${step.status}`)].filter((word) => word !== null);
  return (
    <button
      type="button"
      aria-label={words.join(', ')}
      aria-pressed={isChosen}
      title={words.join(' · ')}
      onClick={onPress}
      className={classNames(
        'absolute inset-y-0 flex flex-col items-center justify-center overflow-hidden rounded-md border border-panel font-semibold text-xs leading-none aria-pressed:outline-3 aria-pressed:outline-accent aria-pressed:outline-offset-1',
        toneSolid[tone],
        isMark && '-translate-x-1/2 z-10 w-8',
      )}
      style={{ left, ...(!isMark && { width }) }}
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={2.5} />
      <span className="figures mt-1">{step.index ?? '+'}</span>
    </button>
  );
}
