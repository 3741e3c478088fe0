// What is the same in every step: where one is, back and next, and the way out.
import { ArrowLeft, ArrowRight, Check, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { openPage } from '../app/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, classNames, ErrorNotice } from '../ui/index.ts';
import { type Place, pathAfter, pathBefore, type StepName, stepNames } from './steps.ts';

export function StepFrame({
  place,
  title,
  hint,
  next,
  children,
}: {
  readonly place: Place;
  readonly title: string;
  readonly hint?: string;
  /** The button that goes on; null: the step has a button of its own for it. */
  readonly next: {
    readonly label: string;
    readonly busy?: boolean;
    readonly disabled?: boolean;
    readonly run: () => void;
  } | null;
  readonly children: ReactNode;
}) {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const finish = useFinish();
  const before = pathBefore(place);
  // Screen readers begin with the new step, and the next Tab leads into it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each step
  useEffect(() => heading.current?.focus(), [place.step, place.form]);
  return (
    <div className="flex h-full min-w-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-panel px-4 py-2 sm:px-8">
        <p className="hidden font-bold text-xl tracking-tight lg:block">Stepwatch</p>
        <Progress open={place.step} />
        <Button
          variant="quiet"
          busy={finish.busy}
          disabled={!finish.isAllowed}
          title={finish.isFirst ? text('firstStart.laterHint') : undefined}
          onClick={finish.run}
          className="-mr-3 ml-auto"
        >
          {text(finish.isFirst ? 'firstStart.later' : 'firstStart.leave')}
          {!finish.isFirst && <X aria-hidden className="size-5" />}
        </Button>
      </header>
      <main id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
        <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-6 sm:px-8 sm:py-10">
          {finish.error && <ErrorNotice error={finish.error} />}
          <header>
            <h1
              ref={heading}
              tabIndex={-1}
              className="text-balance font-bold text-3xl tracking-tight outline-none sm:text-4xl"
            >
              {title}
            </h1>
            {hint && <p className="mt-2 max-w-prose text-lg text-muted">{hint}</p>}
          </header>
          {children}
        </div>
      </main>
      <footer className="flex items-center gap-3 border-line border-t bg-panel px-4 py-3 sm:px-8">
        {before !== null && (
          <Button large icon={ArrowLeft} onClick={() => openPage('first-steps', before)} className="min-h-16">
            {text('firstStart.back')}
          </Button>
        )}
        {next !== null && (
          <Button
            large
            variant="primary"
            busy={next.busy ?? false}
            disabled={next.disabled ?? false}
            onClick={next.run}
            className="ml-auto min-h-16 min-w-40"
          >
            {next.label}
            <ArrowRight aria-hidden className="size-6" />
          </Button>
        )}
      </footer>
    </div>
  );
}

/** The button to the step after. */
export function useNext(place: Place): { readonly label: string; readonly run: () => void } {
  const text = useText();
  const after = pathAfter(place);
  return {
    label: text('firstStart.next'),
    run: () => {
      if (after !== null) openPage('first-steps', after);
    },
  };
}

/** Ends the first steps: the station counts as set up from now on. */
export function useFinish() {
  const change = useCommand('changeSettings');
  const mayChange = useIsAllowed('changeSettings');
  const isFirst = !useSnapshot((snapshot) => snapshot.settings.setUp);
  return {
    /** Nobody has finished or skipped them before. */
    isFirst,
    isAllowed: !isFirst || mayChange,
    busy: change.busy,
    error: change.error,
    async run() {
      if (!isFirst || (await change.send({ setUp: true })) !== undefined) openPage('live');
    },
  };
}

function Progress({ open }: { readonly open: StepName }) {
  const text = useText();
  const reached = stepNames.indexOf(open);
  return (
    <nav aria-label={text('firstStart.title')} className="min-w-0">
      <p className="font-semibold lg:hidden">
        {text('firstStart.progress', { number: reached + 1, count: stepNames.length })}
        <span className="font-normal text-muted"> · {text(`firstStart.steps.${open}`)}</span>
      </p>
      <ol className="hidden items-center gap-1 lg:flex">
        {stepNames.map((name, index) => (
          <li key={name}>
            <a
              href={`#/first-steps/${name}`}
              aria-current={name === open ? 'step' : undefined}
              className={classNames(
                'flex min-h-12 items-center gap-2 rounded-lg px-3 font-medium',
                name === open ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-raised hover:text-text',
              )}
            >
              <span
                aria-hidden
                className={classNames(
                  'figures flex size-7 items-center justify-center rounded-full border text-sm',
                  name === open ? 'border-accent' : 'border-line-strong',
                )}
              >
                {index < reached ? <Check className="size-4" strokeWidth={3} /> : index + 1}
              </span>
              {text(`firstStart.steps.${name}`)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
