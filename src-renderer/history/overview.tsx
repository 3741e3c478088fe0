// All parts that fit the filter: their verdicts, and the mistakes that were made more than once.
import { PartyPopper } from 'lucide-react';
import type { PartConditions, PartSummary } from '../../src-inference/contract/index.ts';
import { useLabels, useStationQuery } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { ColorDot, ErrorNotice, OutcomeBadge, type outcomeMarks, StepBadge } from '../ui/index.ts';
import { countVerdicts, recurringMistakes } from './mistakes.ts';

/** The most that the engine gives in one answer. */
const mostParts = 500;
const mostMistakes = 12;
const outcomes = ['pass', 'warn', 'fail', 'aborted'] as const;
const barColours = {
  pass: 'bg-solid-pass',
  warn: 'bg-solid-warn',
  fail: 'bg-solid-fail',
  aborted: 'bg-solid-idle',
} as const satisfies Record<keyof typeof outcomeMarks, string>;

export function Overview({
  conditions,
  shown,
  onStep,
}: {
  readonly conditions: PartConditions;
  readonly shown: number;
  /** Filters for the parts in which the step was not ok. */
  readonly onStep: (label: string) => void;
}) {
  const newest = useStationQuery(
    'listParts',
    { ...conditions, before: null, limit: mostParts },
    { keepPrevious: true },
  );
  if (newest.isError) {
    return (
      <div className="p-6">
        <ErrorNotice error={newest.error} />
      </div>
    );
  }
  if (newest.isPending || shown === 0) return null;
  const { parts, more } = newest.data;
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-8 p-6">
      <Verdicts parts={parts} more={more} />
      <RecurringMistakes parts={parts} onStep={onStep} />
    </div>
  );
}

/** How the parts went. @param more Whether there are older parts that are not counted. */
function Verdicts({ parts, more }: { readonly parts: readonly PartSummary[]; readonly more: boolean }) {
  const text = useText();
  const formats = useFormats();
  const counts = countVerdicts(parts);
  return (
    <section aria-labelledby="history-outcomes">
      <h2 id="history-outcomes" className="mb-4 font-semibold text-xl">
        {text(more ? 'history.newestParts' : 'history.allParts', { count: parts.length })}
      </h2>
      <div className="mb-4 flex h-4 gap-0.5 overflow-hidden rounded-full" aria-hidden>
        {outcomes.map((outcome) => (
          <span key={outcome} className={barColours[outcome]} style={{ flexGrow: counts[outcome] }} />
        ))}
      </div>
      <ul className="grid grid-cols-2 gap-3 xl:grid-cols-4">
        {outcomes.map((outcome) => (
          <li key={outcome} className="rounded-xl border border-line bg-panel p-4">
            <OutcomeBadge outcome={outcome} />
            <p className="figures mt-2 font-semibold text-3xl">{formats.number(counts[outcome])}</p>
            <p className="figures text-muted text-sm">{formats.percent(counts[outcome] / parts.length)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RecurringMistakes({
  parts,
  onStep,
}: {
  readonly parts: readonly PartSummary[];
  readonly onStep: (label: string) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const mistakes = recurringMistakes(parts);
  return (
    <section aria-labelledby="history-mistakes">
      <h2 id="history-mistakes" className="font-semibold text-xl">
        {text('history.mistakes')}
      </h2>
      <p className="mt-1 mb-4 text-muted">{text('history.mistakesHint')}</p>
      {mistakes.length === 0 ? (
        <p className="flex items-center gap-3 rounded-xl bg-pass-soft p-4 font-medium text-pass">
          <PartyPopper aria-hidden className="size-6" />
          {text('history.noMistakes')}
        </p>
      ) : (
        <ol className="flex flex-col gap-2">
          {mistakes.slice(0, mostMistakes).map(({ label, status, parts: count, share }) => (
            <li key={`${status} ${label}`}>
              <button
                type="button"
                onClick={() => onStep(label)}
                className="relative flex min-h-14 w-full items-center gap-3 overflow-hidden rounded-xl border border-line bg-panel px-4 text-left hover:border-line-strong"
              >
                <span
                  aria-hidden
                  className="absolute inset-y-0 left-0 bg-raised"
                  style={{ width: `${(count / mistakes[0]!.parts) * 100}%` }}
                />
                <span className="relative flex min-w-0 flex-1 items-center gap-3">
                  <ColorDot large color={labels.colorOf(label)} />
                  <span className="truncate font-medium">{labels.titleOf(label)}</span>
                  <StepBadge status={status} />
                </span>
                <span className="figures relative shrink-0 text-right">
                  <span className="font-semibold text-lg">{text('history.inParts', { count })}</span>
                  <span className="ml-3 inline-block w-14 text-muted">{formats.percent(share)}</span>
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
