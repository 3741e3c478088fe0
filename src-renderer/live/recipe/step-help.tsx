// What the recipe tells the person about a step: how long to hold or to wait, a note, a picture.
import { Hand, Timer } from 'lucide-react';
import type { RecipeStepInfo } from '../../../src-inference/contract/index.ts';
import { useStationQuery } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { type Text, useText } from '../../text/index.tsx';

export function StepHelp({
  step,
  steps,
}: {
  readonly step: RecipeStepInfo;
  /** Those of the recipe. */
  readonly steps: readonly RecipeStepInfo[];
}) {
  const text = useText();
  const titles = useTitles();
  const { note, picture, holdSeconds, wait } = step;
  if (note === null && picture === null && holdSeconds === null && wait === null) return null;
  return (
    <div data-help className="flex min-h-0 flex-col gap-2">
      {holdSeconds !== null && <Rule icon={Hand}>{text('live.recipe.hold', { seconds: holdSeconds })}</Rule>}
      {wait !== null && (
        <Rule icon={Timer}>{waitMessage(wait, sinceOf(wait, steps, titles.ofKind, text), text)}</Rule>
      )}
      {note !== null && (
        <p className="shrink-0 text-pretty text-2xl leading-snug short:text-lg short:leading-snug">{note}</p>
      )}
      {picture !== null && <Picture picture={picture} name={titles.ofKind(step)} />}
    </div>
  );
}

function Rule({ icon: Icon, children }: { readonly icon: typeof Timer; readonly children: string }) {
  return (
    <p className="flex shrink-0 items-center gap-2.5 font-semibold text-lg text-warn short:text-base">
      <Icon aria-hidden className="size-5 shrink-0" strokeWidth={2.5} />
      {children}
    </p>
  );
}

/** It takes the height that is left. While it is read, and when it is missing, nothing is shown: a strip below the band names missing pictures. */
function Picture({ picture, name }: { readonly picture: string; readonly name: string }) {
  const { data } = useStationQuery('readPicture', { picture });
  if (!data) return null;
  return <img src={data} alt={name} className="min-h-0 w-full shrink rounded-lg object-contain" />;
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
