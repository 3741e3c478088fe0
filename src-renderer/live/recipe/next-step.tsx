import { ArrowRight, CircleCheck, CirclePause, Dot, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useSnapshot } from '../../hooks/index.ts';
import { interruptionMessage, useTitles } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { isOfPart, upcomingStep } from './recipe-rows.ts';
import { StepHelp } from './step-help.tsx';

/** The next step of the operator, in large letters. */
export function NextStep() {
  const text = useText();
  const titles = useTitles();
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const part = useSnapshot((snapshot) => snapshot.part);
  const background = useSnapshot(({ model }) => (model.state === 'ready' ? model.info.background : null));
  const steps = recipe.state === 'ready' ? recipe.info.steps : null;
  const ahead = useMemo(() => {
    if (steps === null) return null;
    const doing = part?.doing === background ? null : (part?.doing ?? null);
    const ofPart = steps.filter((step) => isOfPart(step, part?.code ?? null));
    return upcomingStep(ofPart, {
      expected: part?.expected ?? null,
      doing,
      begun: part !== null && (part.steps.length > 0 || part.expected !== null),
    });
  }, [steps, part, background]);
  if (ahead === null || steps === null) return null;
  const { now, asExpected, next } = ahead;
  const interruption = part?.interruption ?? null;
  return (
    <section
      aria-label={text('live.recipe.next')}
      className="flex max-h-[56%] shrink-0 overflow-hidden has-[img]:max-h-[60%] short:has-[img]:max-h-[74%] flex-col gap-2 rounded-xl border border-line bg-panel px-5 py-4 short:gap-1 short:py-2"
    >
      {interruption !== null ? (
        <Now icon={CirclePause} color="text-muted">
          {interruptionMessage(interruption.label, titles, text)}
        </Now>
      ) : now === null ? (
        <Now icon={Dot} color="text-muted">
          {text('live.recipe.nothingNow')}
        </Now>
      ) : (
        <Now icon={asExpected ? CircleCheck : TriangleAlert} color={asExpected ? 'text-pass' : 'text-warn'}>
          {titles.ofLabel(now)}
        </Now>
      )}
      <div className="flex shrink-0 items-center gap-4 border-line border-t pt-3 short:pt-2">
        <ArrowRight aria-hidden className="size-10 shrink-0 text-accent" strokeWidth={2.5} />
        <div className="min-w-0">
          <p className="font-medium text-muted short:text-sm">
            {next === null
              ? text('live.recipe.next')
              : part === null
                ? text('live.recipe.first')
                : text('live.recipe.next')}
            {next !== null && ` · ${text('live.recipe.of', { index: next.index, of: steps.length })}`}
            {next?.round && ` · ${text('live.recipe.round', next.round)}`}
            {next?.time && ` · ${text('live.recipe.time', next.time)}`}
            {next?.piece && ` · ${text('live.recipe.piece', next.piece)}`}
          </p>
          <p
            data-next
            className="text-balance font-bold text-5xl leading-tight tracking-tight short:text-4xl"
          >
            {next === null ? text('live.recipe.complete') : titles.ofKind(next)}
          </p>
        </div>
      </div>
      {next !== null && <StepHelp step={next} steps={steps} />}
    </section>
  );
}

function Now({ icon: Icon, color, children }: NowProps) {
  const text = useText();
  return (
    <p className={classNames('flex min-h-7 shrink-0 items-center gap-2.5 text-lg', color)}>
      <Icon aria-hidden className="size-5 shrink-0" strokeWidth={2.5} />
      <span className="text-muted">{text('live.recipe.now')}</span>
      <span className="truncate font-semibold">{children}</span>
    </p>
  );
}

interface NowProps {
  readonly icon: LucideIcon;
  /** Class of the text. */
  readonly color: string;
  readonly children: string;
}
