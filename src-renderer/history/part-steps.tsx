import type { PartRecord } from '../../src-inference/contract/index.ts';
import { useLabels } from '../hooks/index.ts';
import { remarkOf, useTitles } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { ColorDot, classNames, StepBadge, stepMark, toneText } from '../ui/index.ts';
import { evidenceOf, labelOf } from './evidence.ts';
import type { PartTimeline, TimelineStep } from './part-timeline.ts';

export function PartSteps({
  timeline,
  windows,
  chosen,
  onChoose,
}: {
  readonly timeline: PartTimeline;
  readonly windows: PartRecord['windows'];
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const titles = useTitles();
  return (
    <ol className="flex flex-col gap-1.5">
      {timeline.steps.map((timelineStep, index) => {
        const { step } = timelineStep;
        const remark = remarkOf(step, titles, text);
        return (
          <li
            key={`${step.index} ${timelineStep.startSeconds} ${step.status}`}
            className={classNames(
              'rounded-lg border bg-panel',
              chosen === index
                ? 'border-accent'
                : step.status === 'ok'
                  ? 'border-line'
                  : 'border-line-strong',
            )}
          >
            <button
              type="button"
              aria-expanded={chosen === index}
              onClick={() => onChoose(index)}
              className="flex min-h-12 w-full flex-wrap items-center gap-x-4 gap-y-1 rounded-lg px-4 py-2 text-left hover:bg-raised"
            >
              <span className="figures w-8 font-semibold text-muted">{step.index ?? '+'}</span>
              <span className="flex min-w-0 flex-1 basis-56 flex-wrap items-center gap-x-2.5">
                <ColorDot large color={labels.colorOf(labelOf(step))} />
                <span className="font-medium">{labels.titleOf(labelOf(step))}</span>
                {remark !== '' && <span className={toneText[stepMark(step).tone]}>{remark}</span>}
              </span>
              {step.probability !== null && (
                <span className="figures text-muted">{formats.percent(step.probability)}</span>
              )}
              <span className="figures w-20 text-right text-muted">
                {step.startSeconds !== null && formats.duration(step.startSeconds - timeline.startSeconds)}
              </span>
              <span className="w-36 phone:w-auto">
                <StepBadge status={step.status} severity={step.severity} />
              </span>
            </button>
            {chosen === index && <Evidence timelineStep={timelineStep} windows={windows} />}
          </li>
        );
      })}
    </ol>
  );
}

function Evidence({
  timelineStep,
  windows,
}: {
  readonly timelineStep: TimelineStep;
  readonly windows: PartRecord['windows'];
}) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const seen = evidenceOf(timelineStep, windows);
  const { step, startSeconds, endSeconds } = timelineStep;
  const runnerUp = step.evidence?.runnerUp ?? null;
  return (
    <div className="border-line border-t px-4 py-3">
      {step.evidence !== null && (
        <p className="figures mb-3">
          {text('history.doubt', { doubt: formats.percent(step.evidence.doubt) })}
          {runnerUp !== null &&
            ` ${text('history.runnerUp', {
              label: labels.titleOf(runnerUp.label),
              probability: formats.percent(runnerUp.probability),
              seconds: formats.number(runnerUp.seconds, 1),
            })}`}
        </p>
      )}
      <h3 className="mb-2 text-muted text-sm">
        {text(step.startSeconds === null ? 'history.seenAround' : 'history.seenMeanwhile', {
          seconds: formats.number(endSeconds - startSeconds, 1),
        })}
      </h3>
      {seen.length === 0 ? (
        <p className="text-faint">{text('history.nothingSeen')}</p>
      ) : (
        <ul className="flex flex-col gap-1.5">
          {seen.map(({ label, seconds, probability }) => (
            <li key={label} className="figures flex items-center gap-3">
              <ColorDot color={labels.colorOf(label)} />
              <span className="w-44 truncate">{labels.titleOf(label)}</span>
              <span className="text-muted">
                {text('history.forSeconds', {
                  seconds: formats.number(seconds, 1),
                  probability: formats.percent(probability),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
