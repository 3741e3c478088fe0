// Tries out the draft on many parts of the history, on one, or on a video. The station goes on with the recipe in use.
import { ArrowRight, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type {
  DryRunInput,
  DryRunResult,
  JudgedStep,
  PartSummary,
} from '../../../src-inference/contract/index.ts';
import { FolderBrowser } from '../../folders/index.tsx';
import { useCommand, useIsAllowed, useLabels, useStationQuery } from '../../hooks/index.ts';
import { remarkOf, useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import {
  Button,
  EmptyState,
  ErrorNotice,
  OutcomeBadge,
  type PartOutcome,
  Select,
  StepBadge,
  Tabs,
} from '../../ui/index.ts';
import { TrialChoice } from '../trial/trial-choice.tsx';
import { TrialResults } from '../trial/trial-results.tsx';
import { trialStore } from '../trial/trial-run.ts';

const recentParts = {
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
  before: null,
  limit: 100,
} as const;

interface Outcome {
  /** Text of the draft that was tried out. When the draft has changed since, the result is marked as old. */
  readonly text: string;
  readonly result: DryRunResult;
  /** The verdict that the part got at the time; null for a video. */
  readonly before: PartOutcome | null;
}

/** @param recipe Name of the stored recipe; null: the draft is new. */
export function DryRunView({
  text: draftText,
  recipe,
  isValid,
}: {
  readonly text: string;
  readonly recipe: string | null;
  readonly isValid: boolean;
}) {
  const text = useText();
  const [on, setOn] = useState<'parts' | 'part' | 'video'>('parts');
  const trial = useStore(trialStore, ({ run }) => run);
  const [partId, setPartId] = useState<string | null>(null);
  const [video, setVideo] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { data } = useStationQuery('listParts', recentParts);
  const run = useCommand('dryRun');
  const mayRun = useIsAllowed('dryRun');
  const list = data?.parts ?? [];
  const part = list.find(({ id }) => id === partId) ?? list[0];
  const input: DryRunInput | null =
    on === 'part' && part !== undefined
      ? { kind: 'part', id: part.id }
      : on === 'video' && video !== null
        ? { kind: 'video', path: video }
        : null;
  const start = async (): Promise<void> => {
    if (input === null) return;
    const result = await run.send({ text: draftText, on: input });
    if (result === undefined) return;
    setOutcome({
      text: draftText,
      result,
      before: on === 'part' && part ? (part.verdict ?? 'aborted') : null,
    });
  };
  return (
    <div className="flex h-full min-h-0 flex-col gap-6 overflow-y-auto lg:flex-row lg:overflow-visible">
      <section
        aria-label={text('recipes.dryRun.on')}
        className="flex shrink-0 flex-col gap-4 p-1 lg:w-96 lg:overflow-y-auto"
      >
        <p className="text-muted">{text('recipes.dryRun.hint')}</p>
        <div className="flex shrink-0">
          <Tabs
            label={text('recipes.dryRun.on')}
            tabs={[
              { name: 'parts', label: text('recipes.trial.tab') },
              { name: 'part', label: text('recipes.dryRun.part') },
              { name: 'video', label: text('recipes.dryRun.video') },
            ]}
            open={on}
            onOpen={setOn}
          >
            {on === 'parts' ? (
              <TrialChoice text={draftText} recipe={recipe} isValid={isValid} run={trial} />
            ) : on === 'part' ? (
              <PartChoice parts={list} part={part} onChoose={setPartId} />
            ) : (
              <div className="flex flex-col gap-3">
                <FolderBrowser wish="video" chosen={video} onChoose={setVideo} />
                <p className="text-faint text-sm">{text('recipes.dryRun.videoHint')}</p>
              </div>
            )}
          </Tabs>
        </div>
        {on !== 'parts' && (
          <Button
            variant="primary"
            large
            icon={FlaskConical}
            busy={run.busy}
            disabled={!mayRun || !isValid || input === null}
            onClick={() => void start()}
          >
            {text('recipes.dryRun.run')}
          </Button>
        )}
        {!isValid && <p className="text-muted text-sm">{text('recipes.dryRun.notValid')}</p>}
        {run.busy && on === 'video' && (
          <p role="status" className="text-muted text-sm">
            {text('recipes.dryRun.running')}
          </p>
        )}
        {run.error && <ErrorNotice error={run.error} />}
      </section>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        tabIndex={0}
        className="min-w-0 flex-1 lg:overflow-y-auto lg:border-line lg:border-l lg:p-1 lg:pl-6"
      >
        {on === 'parts' ? (
          <TrialResults run={trial} isOld={trial !== null && trial.text !== draftText} />
        ) : outcome === null ? (
          <EmptyState icon={FlaskConical} title={text('recipes.dryRun.empty')} />
        ) : (
          <Results outcome={outcome} isOld={outcome.text !== draftText} />
        )}
      </div>
    </div>
  );
}

function PartChoice({
  parts,
  part,
  onChoose,
}: {
  readonly parts: readonly PartSummary[];
  readonly part: PartSummary | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const text = useText();
  const formats = useFormats();
  if (part === undefined) return <p className="text-muted">{text('recipes.dryRun.noParts')}</p>;
  return (
    <Select
      label={text('recipes.dryRun.whichPart')}
      hint={text('recipes.dryRun.partHint')}
      value={part.id}
      choices={parts.map((one) => ({
        value: one.id,
        label: [formats.dateTime(one.id), text(`common.verdict.${one.verdict ?? 'aborted'}`), one.recipe]
          .filter(Boolean)
          .join(' · '),
      }))}
      onChange={onChoose}
    />
  );
}

function Results({
  outcome: { result, before },
  isOld,
}: {
  readonly outcome: Outcome;
  readonly isOld: boolean;
}) {
  const text = useText();
  return (
    <div className="flex flex-col gap-6" role="status">
      {isOld && (
        <p className="rounded-lg bg-warn-soft p-3 font-medium text-warn">{text('recipes.dryRun.old')}</p>
      )}
      {result.parts.length === 0 && <p className="text-muted">{text('recipes.dryRun.nothingSeen')}</p>}
      {result.parts.map(({ verdict, steps }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one run stand in their order
        <section key={index} aria-label={text('recipes.dryRun.partNumber', { number: index + 1 })}>
          <header className="mb-3 flex flex-wrap items-center gap-3">
            <h3 className="mr-auto font-semibold text-lg">
              {text('recipes.dryRun.partNumber', { number: index + 1 })}
            </h3>
            {before !== null && (
              <>
                <span className="text-muted text-sm">{text('recipes.dryRun.before')}</span>
                <OutcomeBadge outcome={before} />
                <ArrowRight aria-hidden className="size-5 text-muted" />
                <span className="text-muted text-sm">{text('recipes.dryRun.now')}</span>
              </>
            )}
            <OutcomeBadge outcome={verdict} />
          </header>
          <StepTable steps={steps} />
        </section>
      ))}
    </div>
  );
}

function StepTable({ steps }: { readonly steps: readonly JudgedStep[] }) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const titles = useTitles();
  const head = 'px-3 py-2 text-left font-medium text-muted text-sm';
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse">
        <thead className="bg-raised">
          <tr>
            <th scope="col" className={head}>
              #
            </th>
            <th scope="col" className={head}>
              {text('recipes.dryRun.expected')}
            </th>
            <th scope="col" className={head}>
              {text('recipes.dryRun.seen')}
            </th>
            <th scope="col" className={head}>
              {text('recipes.dryRun.status')}
            </th>
            <th scope="col" className={head}>
              {text('recipes.dryRun.time')}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: judged steps stand in their order
            <tr key={index} className="border-line border-t align-top">
              <td className="figures px-3 py-2 text-muted">{step.index ?? '+'}</td>
              <td className="px-3 py-2">{step.expected === null ? '–' : labels.titleOf(step.expected)}</td>
              <td className="px-3 py-2">
                {step.label === null ? '–' : labels.titleOf(step.label)}
                {step.probability !== null && (
                  <span className="figures ml-2 text-muted text-sm">{formats.percent(step.probability)}</span>
                )}
              </td>
              <td className="px-3 py-2">
                <StepBadge status={step.status} severity={step.severity} />
                {step.reason && <p className="mt-1 text-muted text-sm">{remarkOf(step, titles, text)}</p>}
              </td>
              <td className="figures whitespace-nowrap px-3 py-2 text-muted">
                {step.startSeconds !== null && formats.duration(step.startSeconds)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
