// What a learnt draft stands on: for the recipe as a whole, and for one of its steps.

import type { LearntExample, LearntRecipe } from '../../../src-inference/contract/index.ts';
import { openPage } from '../../app/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import type { DraftStep, RecipeDraft } from '../draft.ts';
import { isSame } from '../draft-edits.ts';
import { select } from '../editing-session.ts';
import { pathKey } from '../tree-rows.ts';
import { doubtsOf, originsOf } from './step-origins.ts';

/** The examples, and the steps that only ask for a look. */
export function LearntOverview({
  learnt,
  draft,
}: {
  readonly learnt: LearntRecipe;
  readonly draft: RecipeDraft;
}) {
  const text = useText();
  const labels = useLabels();
  const { examples, unused, isFixedOrder } = learnt;
  const doubtful = originsOf(draft, learnt)
    .map((known) => ({ ...known, doubts: doubtsOf(known) }))
    .filter(({ doubts }) => doubts.length > 0);
  return (
    <section aria-label={text('recipes.learn.notes')} className="flex flex-col gap-3">
      <h3 className="font-semibold text-lg">
        {text('recipes.learn.learntFrom', { count: examples.length })}
      </h3>
      <ExampleLinks examples={examples} />
      {unused.length > 0 && (
        <p className="text-muted text-sm">{text('recipes.learn.unused', { count: unused.length })}</p>
      )}
      <p className="text-muted">
        {text(isFixedOrder ? 'recipes.learn.sameOrder' : 'recipes.learn.freeOrder')}
      </p>
      {doubtful.length > 0 && (
        <>
          <h4 className="font-medium">{text('recipes.learn.doubtful')}</h4>
          <p className="-mt-2 text-muted text-sm">{text('recipes.learn.doubtfulHint')}</p>
          <ul className="flex flex-col gap-1">
            {doubtful.map(({ path, step, origin, doubts }) => (
              <li key={pathKey(path)}>
                <button
                  type="button"
                  onClick={() => select({ first: path, last: path })}
                  className="flex min-h-11 w-full flex-col justify-center rounded-lg px-3 py-1.5 text-left hover:bg-raised"
                >
                  <span className="font-medium">{step.title ?? labels.titleOf(step.label)}</span>
                  <span className="text-muted text-sm">
                    {[
                      text('recipes.learn.seenIn', { count: origin.seenIn.length, of: examples.length }),
                      ...doubts.map((doubt) => text(`recipes.learn.doubts.${doubt}`)),
                    ].join(' · ')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What the step stands on; nothing for a step that was not learnt. */
export function LearntStepNote({
  learnt,
  draft,
  step,
}: {
  readonly learnt: LearntRecipe;
  readonly draft: RecipeDraft;
  readonly step: DraftStep;
}) {
  const text = useText();
  const known = originsOf(draft, learnt).find(({ path }) => isSame(path, step.path));
  if (known === undefined) return <p className="text-muted text-sm">{text('recipes.learn.byHand')}</p>;
  const { origin } = known;
  const { examples } = learnt;
  const lacking = examples.filter((_, at) => !origin.seenIn.includes(at));
  return (
    <section
      aria-label={text('recipes.learn.notes')}
      className="flex flex-col gap-2 rounded-lg border border-line p-3"
    >
      <h4 className="font-medium">
        {text('recipes.learn.seenIn', { count: origin.seenIn.length, of: examples.length })}
      </h4>
      <ExampleLinks examples={origin.seenIn.map((at) => examples[at]!)} />
      {lacking.length > 0 && (
        <>
          <p className="text-muted text-sm">{text('recipes.learn.notIn')}</p>
          <ExampleLinks examples={lacking} />
        </>
      )}
      {origin.orderShownBy !== null && (
        <p className="text-muted text-sm">
          {text('recipes.learn.orderShown', { count: origin.orderShownBy, of: examples.length })}
        </p>
      )}
      {doubtsOf(known).map((doubt) => (
        <p key={doubt} className="text-sm">
          {text(`recipes.learn.why.${doubt}`)}
        </p>
      ))}
    </section>
  );
}

/** More than these are only counted. */
const mostLinks = 24;

/** Parts lead to the history, recordings to the page that teaches. The draft waits meanwhile. */
function ExampleLinks({ examples }: { readonly examples: readonly LearntExample[] }) {
  const text = useText();
  return (
    <div className="flex flex-wrap gap-x-3">
      {examples.slice(0, mostLinks).map((example) => {
        const [key, label, open] =
          example.kind === 'part'
            ? [
                example.id,
                text('history.number', { number: example.number }),
                () => openPage('history', example.id),
              ]
            : [example.recording, example.recording, () => openPage('teach')];
        return (
          <button
            key={key}
            type="button"
            onClick={open}
            className="min-h-9 text-accent text-sm underline-offset-4 hover:underline"
          >
            {label}
          </button>
        );
      })}
      {examples.length > mostLinks && (
        <span className="flex min-h-9 items-center text-muted text-sm">
          {text('recipes.learn.more', { count: examples.length - mostLinks })}
        </span>
      )}
    </div>
  );
}
