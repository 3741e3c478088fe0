// What the recipe tells the person about a step: how long to hold or to wait, a note, a picture.
import { Hand, Timer } from 'lucide-react';
import type { RecipeStepInfo } from '../../../src-inference/contract/index.ts';
import { useStationQuery } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { type Text, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';

export function StepHelp({
  step,
  steps,
  beside,
}: {
  readonly step: RecipeStepInfo;
  /** Those of the recipe. */
  readonly steps: readonly RecipeStepInfo[];
  /** Whether the picture stands beside the words, where the height is scarce. */
  readonly beside: boolean;
}) {
  const text = useText();
  const titles = useTitles();
  const { note, picture, holdSeconds, wait } = step;
  if (note === null && picture === null && holdSeconds === null && wait === null) return null;
  return (
    <div className={classNames('flex min-h-0 flex-1 gap-3', !beside && 'flex-col')}>
      <div className={classNames('flex min-w-0 flex-col gap-2', beside && 'flex-1')}>
        {holdSeconds !== null && (
          <Rule icon={Hand}>{text('live.recipe.hold', { seconds: holdSeconds })}</Rule>
        )}
        {wait !== null && (
          <Rule icon={Timer}>{waitMessage(wait, sinceOf(wait, steps, titles.ofKind, text), text)}</Rule>
        )}
        {note !== null && (
          <p className="shrink-0 text-pretty text-2xl leading-snug short:text-lg short:leading-snug">
            {note}
          </p>
        )}
      </div>
      {picture !== null && (
        <StepPicture
          picture={picture}
          name={titles.ofKind(step)}
          className={beside ? 'max-h-60 w-[42%] shrink-0 short:max-h-36' : 'w-full flex-1'}
        />
      )}
    </div>
  );
}

function Rule({ icon: Icon, children }: { readonly icon: typeof Timer; readonly children: string }) {
  return (
    <p className="flex shrink-0 items-center gap-2.5 font-semibold text-xl short:text-base">
      <Icon aria-hidden className="size-5 shrink-0" strokeWidth={2.5} />
      {children}
    </p>
  );
}

/** It takes the height that is left. While it is read, and when it is missing, nothing is shown: a strip below the band names missing pictures. */
export function StepPicture({
  picture,
  name,
  className,
}: {
  readonly picture: string;
  readonly name: string;
  readonly className: string;
}) {
  const { data } = useStationQuery('readPicture', { picture });
  if (!data) return null;
  return <img src={data} alt={name} className={classNames('min-h-0 rounded-lg object-contain', className)} />;
}

type Wait = NonNullable<RecipeStepInfo['wait']>;

function sinceOf(
  { since }: Wait,
  steps: readonly RecipeStepInfo[],
  titleOf: (step: RecipeStepInfo) => string,
  text: Text,
): string {
  if (since === null) return text('live.recipe.stepBefore');
  const titles = steps.filter(({ index }) => since.includes(index)).map(titleOf);
  return [...new Set(titles)].join(', ');
}

function waitMessage({ minSeconds: least, maxSeconds: most }: Wait, step: string, text: Text): string {
  if (least !== null && most !== null) return text('live.recipe.waitBetween', { least, most, step });
  return least === null
    ? text('live.recipe.waitMost', { seconds: most!, step })
    : text('live.recipe.waitLeast', { seconds: least, step });
}
