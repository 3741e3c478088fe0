// Whether a network is good enough: how often it is right, what that means for parts, and what would help.
import { Lightbulb } from 'lucide-react';
import type { TeachProject, TeachReport } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Badge, ConfusionMatrix, classNames, outcomeMarks } from '../../ui/index.ts';
import { useLabelNames } from '../label-names.ts';
import { useAdvice } from './advice.ts';
import { Box } from './box.tsx';
import { gradeOf, naturalFrequency } from './grade.ts';
import { LabelBars } from './label-bars.tsx';
import { LearningCurve } from './learning-curve.tsx';
import { HurtingRecordings, WorstClips } from './worst-clips.tsx';

/** Of a hundred parts: so many that judge a part wrongly stop people from trusting the station. */
const alarming = 5;

export interface ReportProps {
  readonly project: TeachProject;
  readonly report: TeachReport;
  /** Number of recordings that the network was taught with. */
  readonly recordings: number;
}

export function Report({ project, report, recordings }: ReportProps) {
  const text = useText();
  const names = useLabelNames(project, text('teach.nothing'));
  const advice = useAdvice(report, names);
  return (
    <>
      <div className="grid gap-4 xl:grid-cols-2">
        <Accuracy report={report} />
        <Expected report={report} />
      </div>
      {advice.length > 0 && (
        <Box title={text('teach.report.advice')}>
          <ul className="flex flex-col gap-2">
            {advice.map((sentence) => (
              <li key={sentence} className="flex gap-3">
                <Lightbulb aria-hidden className="mt-0.5 size-5 shrink-0 text-warn" />
                {sentence}
              </li>
            ))}
          </ul>
        </Box>
      )}
      <div className="grid gap-4 xl:grid-cols-2">
        <WorstClips worst={report.worst} names={names} />
        <div className="flex min-w-0 flex-col gap-4">
          {report.curve.length > 1 && (
            <Box title={text('teach.report.curve')} hint={text('teach.report.curveHint')}>
              <LearningCurve curve={report.curve} recordings={recordings} />
            </Box>
          )}
          <HurtingRecordings hurting={report.hurting} />
        </div>
      </div>
      <Box title={text('teach.report.perLabel')} hint={text('teach.report.perLabelHint')}>
        <LabelBars report={report} names={names} />
      </Box>
      <Box title={null}>
        <ConfusionMatrix
          labels={report.labels.map((name) => ({
            name,
            title: names.titleOf(name),
            color: names.isBackground(name) ? null : names.colorOf(name),
          }))}
          counts={report.confusion}
        />
      </Box>
    </>
  );
}

function Accuracy({ report: { accuracy, windows, split } }: { readonly report: TeachReport }) {
  const text = useText();
  const formats = useFormats();
  const grade = gradeOf(accuracy);
  const held = split.folds.flatMap(({ test }) => test);
  return (
    <Box title={text('teach.report.accuracy')}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="figures font-semibold text-5xl">{formats.percent(accuracy.value)}</p>
        <Badge {...outcomeMarks[grade]} label={text(`teach.report.grades.${grade}`)} />
      </div>
      <div aria-hidden className="relative mt-4 h-3 rounded-full bg-raised">
        <div
          className="absolute inset-y-0 rounded-full bg-solid-active/60"
          style={{ left: `${accuracy.low * 100}%`, right: `${100 - accuracy.high * 100}%` }}
        />
        <div
          className="absolute -inset-y-1 w-1 rounded-full bg-text"
          style={{ left: `${accuracy.value * 100}%` }}
        />
      </div>
      <p className="mt-3">
        {text('teach.report.interval', {
          low: formats.percent(accuracy.low),
          high: formats.percent(accuracy.high),
        })}
      </p>
      <p className="mt-1 text-muted text-sm">
        {text(`teach.report.split.${split.by}`, {
          count: new Set(held).size,
          windows: formats.number(windows),
        })}
      </p>
    </Box>
  );
}

/** What a person at the line would notice: good parts that fail, and bad parts that pass. */
function Expected({ report: { expected } }: { readonly report: TeachReport }) {
  const text = useText();
  if (expected === null) {
    return (
      <Box title={text('teach.report.expected')}>
        <p className="text-muted">{text('teach.report.noRecipe')}</p>
      </Box>
    );
  }
  const rows = [
    { key: 'goodFailed', share: expected.goodFailed, of: 'good' },
    { key: 'badPassed', share: expected.badPassed, of: 'bad' },
    { key: 'goodWarned', share: expected.goodWarned, of: 'good' },
  ] as const;
  return (
    <Box
      title={text('teach.report.expected')}
      hint={text('teach.report.expectedHint', { count: expected.parts })}
    >
      <ul className="flex flex-col gap-3">
        {rows.map(({ key, share, of }) => {
          const count = naturalFrequency(share);
          return (
            <li key={key} className="flex items-baseline gap-3">
              <span
                className={classNames(
                  'figures w-14 shrink-0 text-right font-semibold text-2xl',
                  count >= alarming && key !== 'goodWarned' ? 'text-fail' : 'text-text',
                )}
              >
                {count === 0 && share > 0 ? '<1' : count}
              </span>
              <span>
                {text(`teach.report.of100.${of}`)}{' '}
                <span className="font-medium">{text(`teach.report.outcomes.${key}`)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </Box>
  );
}
