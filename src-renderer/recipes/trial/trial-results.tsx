// Which verdicts would change by the draft, with the parts, and what could not be judged.
import { ArrowRight, CircleCheck, FlaskConical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { openPage } from '../../app/index.ts';
import { problemMessage, useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Badge, EmptyState, OutcomeBadge } from '../../ui/index.ts';
import type { TrialRow, TrialRun } from './trial-run.ts';
import { summarise, type TrialChange, verdictThen } from './trial-summary.ts';

export function TrialResults({ run, isOld }: { readonly run: TrialRun | null; readonly isOld: boolean }) {
  const text = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  if (run === null || (run.total === null && run.state === 'running')) {
    return (
      <EmptyState
        icon={FlaskConical}
        title={text('recipes.trial.empty')}
        description={text('recipes.trial.emptyHint')}
      />
    );
  }
  if (run.total === 0) {
    return (
      <EmptyState
        icon={FlaskConical}
        title={text('recipes.trial.noParts')}
        description={text('recipes.trial.noPartsHint')}
      />
    );
  }
  const { same, changes, noWindows, otherModel } = summarise(run);
  const shown = changes.find(({ key }) => key === chosen) ?? null;
  const rows = (shown === null ? changes : [shown]).flatMap((change) => change.rows);
  const changed = changes.reduce((sum, change) => sum + change.rows.length, 0);
  return (
    <div className="flex flex-col gap-5">
      {isOld && (
        <p className="rounded-lg bg-warn-soft p-3 font-medium text-warn">{text('recipes.dryRun.old')}</p>
      )}
      <div role="status">
        <h3 className="font-semibold text-xl">
          {changed === 0
            ? text('recipes.trial.nothingChanges')
            : text('recipes.trial.changes', { count: changed, of: same + changed })}
        </h3>
        <p className="mt-1 text-muted">{notesOf(run, text).join(' ')}</p>
      </div>
      <fieldset aria-label={text('recipes.trial.filter')} className="flex flex-wrap gap-3">
        <Tile
          isChosen={shown === null}
          count={changed}
          onPress={() => setChosen(null)}
          label={text('recipes.trial.allChanges')}
        />
        {changes.map((change) => (
          <Tile
            key={change.key}
            isChosen={change.key === chosen}
            count={change.rows.length}
            onPress={() => setChosen(change.key === chosen ? null : change.key)}
            label={<FromTo from={change.from} to={change.to} />}
          />
        ))}
        <p className="flex min-h-16 items-center gap-3 rounded-xl border border-line border-dashed px-4 text-muted">
          <span className="figures font-semibold text-2xl">{same}</span>
          {text('recipes.trial.same')}
        </p>
      </fieldset>
      {rows.length > 0 && <ChangedParts rows={rows} />}
      {rows.length === 0 && run.state !== 'running' && (
        <p className="flex items-center gap-3 text-muted">
          <CircleCheck aria-hidden className="size-5" />
          {text('recipes.trial.noneInList')}
        </p>
      )}
      <NotJudged rows={noWindows} sentence={text('recipes.trial.noWindows', { count: noWindows.length })} />
      <NotJudged
        rows={otherModel}
        sentence={text('recipes.trial.otherModel', { count: otherModel.length })}
      />
    </div>
  );
}

function notesOf(run: TrialRun, text: ReturnType<typeof useText>): readonly string[] {
  const { state, rows, total, withoutVerdict, isCut } = run;
  return [
    text('recipes.trial.compared'),
    ...(state === 'stopped' ? [text('recipes.trial.stopped', { done: rows.length, total: total ?? 0 })] : []),
    ...(withoutVerdict > 0 ? [text('recipes.trial.withoutVerdict', { count: withoutVerdict })] : []),
    ...(isCut ? [text('recipes.trial.cut', { count: rows.length + withoutVerdict })] : []),
  ];
}

function Tile({
  count,
  label,
  isChosen,
  onPress,
}: {
  readonly count: number;
  readonly label: ReactNode;
  readonly isChosen: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onPress}
      className="flex min-h-16 items-center gap-3 rounded-xl border border-line bg-panel px-4 hover:border-line-strong aria-pressed:border-accent aria-pressed:bg-accent-soft"
    >
      <span className="figures font-semibold text-2xl">{count}</span>
      {label}
    </button>
  );
}

function FromTo({ from, to }: Pick<TrialChange, 'from' | 'to'>) {
  const text = useText();
  return (
    <span className="flex items-center gap-2">
      <OutcomeBadge outcome={from} />
      <ArrowRight role="img" aria-label={text('recipes.trial.becomes')} className="size-5 text-muted" />
      {to === 'notSeen' ? (
        <Badge tone="idle" icon={FlaskConical} label={text('recipes.trial.notSeen')} />
      ) : (
        <OutcomeBadge outcome={to} />
      )}
    </span>
  );
}

function ChangedParts({ rows }: { readonly rows: readonly TrialRow[] }) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const head = 'px-3 py-2 text-left font-medium text-muted text-sm';
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse" aria-label={text('recipes.trial.list')}>
        <thead className="bg-raised">
          <tr>
            <th scope="col" className={head}>
              {text('recipes.dryRun.whichPart')}
            </th>
            <th scope="col" className={head}>
              {text('recipes.trial.verdicts')}
            </th>
            <th scope="col" className={head}>
              {text('recipes.trial.reason')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { part, outcome } = row;
            return (
              <tr key={part.id} className="border-line border-t align-top">
                <td className="whitespace-nowrap px-3 py-1.5">
                  <PartLink row={row} />
                  <p className="figures text-muted text-sm">{formats.dateTime(part.id)}</p>
                </td>
                <td className="px-3 py-2.5">
                  <FromTo
                    from={verdictThen(row)!}
                    to={outcome.kind === 'judged' ? outcome.verdict : 'notSeen'}
                  />
                  {part.override !== null && (
                    <p className="mt-1 text-muted text-sm">
                      {text('recipes.trial.byPerson', { name: part.override.by })}
                    </p>
                  )}
                </td>
                <td className="px-3 py-2.5">
                  {outcome.kind === 'notSeen' && text('recipes.trial.notSeenReason')}
                  {outcome.kind === 'judged' &&
                    outcome.problem !== null &&
                    problemMessage(outcome.problem, titles, text)}
                  {outcome.kind === 'judged' && outcome.parts > 1 && (
                    <p className="text-muted text-sm">
                      {text('recipes.trial.severalParts', { count: outcome.parts })}
                    </p>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The draft waits meanwhile. */
function PartLink({ row: { part } }: { readonly row: TrialRow }) {
  const text = useText();
  return (
    <button
      type="button"
      className="min-h-9 font-semibold text-accent underline-offset-4 hover:underline"
      onClick={() => openPage('history', part.id)}
    >
      {text('history.number', { number: part.number })}
    </button>
  );
}

function NotJudged({ rows, sentence }: { readonly rows: readonly TrialRow[]; readonly sentence: string }) {
  if (rows.length === 0) return null;
  return (
    <section className="rounded-lg bg-raised p-4">
      <p className="font-medium">{sentence}</p>
      <div className="mt-1 flex flex-wrap gap-x-4">
        {rows.map((row) => (
          <PartLink key={row.part.id} row={row} />
        ))}
      </div>
    </section>
  );
}
