// What the hands do now, in the largest letters of the page, with the picture of the step.
import { useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { AfterPart } from './after-part.tsx';
import { DoingLine } from './doing-line.tsx';
import type { Instruction } from './instruction.ts';
import { LargeText } from './large-text.tsx';
import { NextSteps } from './next-steps.tsx';
import { OpenMistakes } from './open-mistakes.tsx';
import { RepairSteps } from './repair-steps.tsx';
import { useInstruction } from './use-instruction.ts';

/** @param large As the operator's view has it: readable from farther away, with the two steps after the next one. */
export function InstructionPanel({
  large = false,
  className,
}: {
  readonly large?: boolean;
  readonly className?: string;
}) {
  const text = useText();
  const instruction = useInstruction();
  const hasRecipe = useSnapshot(({ recipe }) => recipe.state === 'ready');
  // Without a recipe there is nothing to do that the band does not say.
  if (!hasRecipe && !large) return null;
  return (
    <section
      aria-label={text('live.work.title')}
      data-instruction={instruction.kind}
      className={classNames(
        'flex flex-col gap-2 overflow-hidden rounded-xl border border-line bg-panel px-5 py-3 short:py-2',
        instruction.kind === 'repair' && 'border-l-8 border-l-solid-fail',
        className,
      )}
    >
      <Told instruction={instruction} large={large} />
      {instruction.kind !== 'unchecked' && (
        <div className="mt-auto border-line border-t pt-2 short:pt-1.5">
          <DoingLine />
        </div>
      )}
    </section>
  );
}

function Told({ instruction, large }: { readonly instruction: Instruction; readonly large: boolean }) {
  const text = useText();
  switch (instruction.kind) {
    case 'begin':
    case 'do':
      return <NextSteps instruction={instruction} large={large} />;
    case 'repair':
      return <RepairSteps instruction={instruction} large={large} />;
    case 'setAside':
    case 'look':
    case 'byHand':
      return <AfterPart instruction={instruction} large={large} />;
    case 'lacking':
      return (
        <>
          <p className="font-medium text-lg text-muted">{text('live.work.lackingTitle')}</p>
          <LargeText large={large}>{text('live.work.lacking')}</LargeText>
          <OpenMistakes mistakes={instruction.open} />
        </>
      );
    case 'allDone':
    case 'ending':
    case 'unchecked':
      return (
        <LargeText large={large} muted={instruction.kind === 'unchecked'}>
          {text(`live.work.${instruction.kind}`)}
        </LargeText>
      );
    default:
      return instruction satisfies never;
  }
}
