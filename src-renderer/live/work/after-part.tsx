import { CircleX, EyeOff, type LucideIcon, TriangleAlert } from 'lucide-react';
import { problemsOf } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import type { Instruction } from './instruction.ts';
import { LargeText } from './large-text.tsx';
import { OpenMistakes } from './open-mistakes.tsx';

type Ended = Extract<Instruction, { readonly kind: 'setAside' | 'look' | 'byHand' }>;

/** What becomes of a part that did not pass, and why. */
export function AfterPart({
  instruction: { kind, part },
  large,
}: {
  readonly instruction: Ended;
  readonly large: boolean;
}) {
  const text = useText();
  const { icon: Icon, color, title } = marks[kind];
  return (
    <>
      <p className="flex items-center gap-3 font-semibold text-2xl short:text-xl">
        <Icon aria-hidden className={`size-8 shrink-0 ${color}`} strokeWidth={2.5} />
        {text(title, { number: part.number })}
      </p>
      <LargeText large={large}>{text(`live.work.${kind}`)}</LargeText>
      <OpenMistakes mistakes={problemsOf(part.steps).toReversed()} />
    </>
  );
}

const marks = {
  setAside: { icon: CircleX, color: 'text-fail', title: 'live.work.failed' },
  look: { icon: TriangleAlert, color: 'text-warn', title: 'live.work.warned' },
  byHand: { icon: EyeOff, color: 'text-warn', title: 'live.work.notSeen' },
} as const satisfies Record<
  Ended['kind'],
  { readonly icon: LucideIcon; readonly color: string; readonly title: string }
>;
