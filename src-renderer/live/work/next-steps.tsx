import { ArrowRight } from 'lucide-react';
import type { RecipeStepInfo } from '../../../src-inference/contract/index.ts';
import { useSnapshot } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { StepHelp } from '../recipe/step-help.tsx';
import type { Instruction } from './instruction.ts';
import { LargeText } from './large-text.tsx';

/** More ways to go on than these are counted only. */
const mostWays = 3;

/** The step that comes next, or those of which any is right. */
export function NextSteps({
  instruction: { kind, steps, later },
  large,
}: {
  readonly instruction: Extract<Instruction, { readonly kind: 'begin' | 'do' }>;
  readonly large: boolean;
}) {
  const text = useText();
  const titles = useTitles();
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const all = recipe.state === 'ready' ? recipe.info.steps : [];
  const [first] = steps;
  if (first === undefined) return null;
  const one = steps.length === 1;
  // The pieces of a batch, and steps of one name, are one way.
  const ways = [...new Set(steps.map(titles.ofKind))];
  return (
    <>
      <p className="figures shrink-0 truncate font-medium text-lg text-muted max-xl:whitespace-normal short:text-base">
        {text(
          kind === 'begin' ? 'live.work.begin' : ways.length === 1 ? 'live.work.next' : 'live.work.anyOf',
        )}
        {ways.length === 1 && <Place step={first} of={all.length} />}
      </p>
      <div className="flex flex-col gap-1">
        {ways.slice(0, mostWays).map((way) => (
          <LargeText key={way} large={large} marker="next">
            {way}
          </LargeText>
        ))}
      </div>
      {ways.length > mostWays && (
        <p className="text-2xl text-muted">{text('live.work.more', { count: ways.length - mostWays })}</p>
      )}
      {one && <StepHelp step={first} steps={all} beside={!large} />}
      {large && later.length > 0 && (
        <ol
          aria-label={text('live.work.after')}
          className="flex shrink-0 flex-col gap-1 text-4xl text-muted leading-tight"
        >
          {later.map((step) => (
            <li key={step.index} className="flex items-center gap-3">
              <ArrowRight aria-hidden className="size-7 shrink-0" />
              <span className="truncate">{titles.ofKind(step)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Place({ step, of }: { readonly step: RecipeStepInfo; readonly of: number }) {
  const text = useText();
  const { index, round, time, piece } = step;
  return [
    text('live.recipe.of', { index, of }),
    ...(round ? [text('live.recipe.round', round)] : []),
    ...(time ? [text('live.recipe.time', time)] : []),
    ...(piece ? [text('live.recipe.piece', piece)] : []),
  ].map((part) => ` · ${part}`);
}
