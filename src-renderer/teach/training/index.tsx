// Teaching a network: what it will be taught with, by which method, and how far it is.
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { TeachProject } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { advisedOperators, advisedRecordings, leastRecordings, operatorsOf } from '../overview/next-step.ts';
import { JobPanel } from './job-panel.tsx';
import { MethodCards } from './method-cards.tsx';

export function Training({ project }: { readonly project: TeachProject }) {
  const isRunning = project.job?.state === 'running';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="h-full overflow-y-auto px-6 pb-6">
      <div className="mx-auto flex max-w-5xl flex-col gap-5">
        {project.job !== null && <JobPanel job={project.job} />}
        {!isRunning && <Basis project={project} />}
        {!isRunning && <MethodCards project={project} />}
      </div>
    </div>
  );
}

/** Whether the recordings are enough, in numbers that a person can do something about. */
function Basis({ project }: { readonly project: TeachProject }) {
  const text = useText();
  const confirmed = project.recordings.filter(
    ({ state, problem }) => state === 'confirmed' && problem === null,
  );
  const operators = operatorsOf({ recordings: confirmed }).length;
  const waiting = project.recordings.length - confirmed.length;
  const facts = [
    {
      isEnough: confirmed.length >= leastRecordings,
      isGood: confirmed.length >= advisedRecordings,
      words: text('teach.training.basis.recordings', { count: confirmed.length }),
      advice:
        confirmed.length < leastRecordings
          ? text('teach.training.basis.tooFew', { count: leastRecordings })
          : text('teach.training.basis.moreRecordings', { count: advisedRecordings }),
    },
    {
      isEnough: true,
      isGood: operators >= advisedOperators,
      words: text('teach.training.basis.operators', { count: operators }),
      advice: text('teach.training.basis.oneOperator'),
    },
    {
      isEnough: true,
      isGood: waiting === 0,
      words: text('teach.training.basis.waiting', { count: waiting }),
      advice: text('teach.training.basis.waitingAdvice'),
    },
  ];
  return (
    <section aria-labelledby="teach-basis" className="rounded-xl border border-line bg-panel p-5">
      <h2 id="teach-basis" className="mb-3 font-semibold text-lg">
        {text('teach.training.basis.title')}
      </h2>
      <ul className="grid gap-4 md:grid-cols-3">
        {facts.map(({ isEnough, isGood, words, advice }) => (
          <li key={words} className="flex gap-3">
            {isGood ? (
              <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-pass" />
            ) : (
              <TriangleAlert
                aria-hidden
                className={classNames('mt-0.5 size-5 shrink-0', isEnough ? 'text-warn' : 'text-fail')}
              />
            )}
            <p>
              <span className="font-medium">{words}</span>
              {!isGood && <span className="block text-muted text-sm">{advice}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
