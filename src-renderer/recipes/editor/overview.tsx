// What the draft says as a whole, while no step is selected: what holds for a part, what it still needs, and what may be a slip.
import { CircleDashed, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  breaches,
  type LearntRecipe,
  partEnds,
  partStarts,
  type RecipeSummary,
  recipeDefaults,
  verdicts,
} from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import type { DraftPath, RecipeDraft } from '../draft.ts';
import { hintsOn, missingIn } from '../draft-hints.ts';
import { select } from '../editing-session.ts';
import { LearntOverview } from '../learn/learnt-notes.tsx';
import { treeRows } from '../tree-rows.ts';

/** @param others The other recipes of the station. */
export function Overview({
  draft,
  others,
  learnt,
}: {
  readonly draft: RecipeDraft;
  readonly others: readonly RecipeSummary[];
  readonly learnt: LearntRecipe | null;
}) {
  const text = useText();
  return (
    <div className="flex flex-col gap-6">
      <ToDo draft={draft} others={others} />
      {learnt !== null && <LearntOverview learnt={learnt} draft={draft} />}
      <Facts draft={draft} />
      <p className="text-faint text-sm">{text('recipes.editor.chooseHint')}</p>
    </div>
  );
}

function ToDo({ draft, others }: { readonly draft: RecipeDraft; readonly others: readonly RecipeSummary[] }) {
  const text = useText();
  const labels = useLabels();
  const missing = missingIn(draft);
  const hints = hintsOn(draft, labels.titleOf, others);
  if (missing.length + hints.length === 0) return null;
  return (
    <ul aria-label={text('recipes.editor.toDo')} className="flex flex-col gap-2">
      {missing.map((one) => (
        <Line
          key={`${one.kind} ${'path' in one ? one.path.join('.') : ''}`}
          icon={<CircleDashed aria-hidden className="size-5 shrink-0 text-muted" />}
          path={'path' in one ? one.path : null}
        >
          {text(`recipes.editor.missingHints.${one.kind}`)}
        </Line>
      ))}
      {hints.map((hint) => (
        <Line
          key={`${hint.kind} ${hint.path?.join('.')}`}
          icon={<Info aria-hidden className="size-5 shrink-0 text-accent" />}
          path={hint.path}
        >
          {hint.kind === 'oneAlternative'
            ? text('recipes.hints.oneAlternative')
            : hint.kind === 'sameTitle'
              ? text('recipes.hints.sameTitle', { title: hint.title })
              : text('recipes.hints.sameRecipeTitle', { name: hint.name })}
        </Line>
      ))}
    </ul>
  );
}

/** @param path The element that it is about; null: the recipe. */
function Line({
  icon,
  path,
  children,
}: {
  readonly icon: ReactNode;
  readonly path: DraftPath | null;
  readonly children: ReactNode;
}) {
  const look = 'flex min-h-11 w-full items-center gap-3 rounded-lg bg-raised px-3 py-2 text-left';
  return (
    <li>
      {path === null ? (
        <p className={look}>
          {icon}
          <span>{children}</span>
        </p>
      ) : (
        <button
          type="button"
          className={`${look} hover:bg-accent-soft`}
          onClick={() => select({ first: path, last: path })}
        >
          {icon}
          <span>{children}</span>
        </button>
      )}
    </li>
  );
}

/** What holds for a part: what the recipe says, else what is usual. */
function Facts({ draft }: { readonly draft: RecipeDraft }) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const { part, corrections, tolerated, extra, targetCycleSeconds } = draft;
  const word = <Word extends string>(words: readonly Word[], said: string | null, usual: Word): string =>
    text(`recipes.rules.words.${words.find((one) => one === said) ?? usual}` as never) as string;
  const steps = treeRows(draft).reduce(
    (most, row) => (row.kind === 'element' && row.depth === 0 ? Math.max(most, row.steps.to) : most),
    0,
  );
  const facts: readonly (readonly [string, string])[] = [
    [text('recipes.editor.steps'), formats.number(steps, 0)],
    ...(targetCycleSeconds === null
      ? []
      : [[text('recipes.overview.cycle'), formats.duration(targetCycleSeconds)] as const]),
    [text('recipes.rules.start'), word(partStarts, part.start, recipeDefaults.start)],
    [text('recipes.rules.end'), word(partEnds, part.end, recipeDefaults.end)],
    [
      text('recipes.overview.timeout'),
      `${formats.number(part.timeoutSeconds ?? recipeDefaults.timeoutSeconds, 0)} s`,
    ],
    ...((part.batch ?? 1) > 1 ? [[text('recipes.rules.batch'), `${part.batch}`] as const] : []),
    [text('recipes.overview.corrected'), word(verdicts, corrections.verdict, recipeDefaults.correction)],
    [text('recipes.overview.extra'), word(breaches, extra, recipeDefaults.extra)],
    ...(tolerated.length === 0
      ? []
      : [
          [
            text('recipes.rules.tolerated'),
            tolerated.map(({ label }) => labels.titleOf(label)).join(', '),
          ] as const,
        ]),
  ];
  return (
    <section aria-label={text('recipes.overview.title')}>
      <h3 className="font-semibold text-lg">{text('recipes.overview.title')}</h3>
      {draft.description !== '' && <p className="mt-1 text-muted">{draft.description}</p>}
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="figures min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
