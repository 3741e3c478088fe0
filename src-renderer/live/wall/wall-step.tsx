import { ArrowRight, Hand } from 'lucide-react';
import { useSnapshot } from '../../hooks/index.ts';
import { type Titles, useTitles } from '../../messages/index.ts';
import { type Text, useText } from '../../text/index.tsx';
import type { Instruction } from '../work/instruction.ts';
import { useInstruction } from '../work/use-instruction.ts';

/** What the hands do now. Nothing while nothing is made: the band says what begins the next part. */
export function WallStep() {
  const text = useText();
  const titles = useTitles();
  const instruction = useInstruction();
  const of = useSnapshot(({ recipe }) => (recipe.state === 'ready' ? recipe.info.steps.length : 0));
  const isRepair = instruction.kind === 'repair';
  const told = tell(instruction, { text, titles, of });
  if (told === null) return null;
  const Icon = isRepair ? Hand : ArrowRight;
  return (
    <section
      aria-label={text('live.work.title')}
      className="flex items-center gap-[0.6em] border-line border-t bg-panel px-[0.8em] py-[0.4em]"
    >
      <Icon
        aria-hidden
        className={isRepair ? 'size-[2em] shrink-0 text-fail' : 'size-[2em] shrink-0 text-muted'}
        strokeWidth={2.5}
      />
      <div className="min-w-0">
        <p className="figures truncate text-muted">{told.head}</p>
        <p className="line-clamp-2 text-balance font-bold text-[1.6em] leading-[1.1]">{told.what}</p>
      </div>
    </section>
  );
}

function tell(
  instruction: Instruction,
  { text, titles, of }: { readonly text: Text; readonly titles: Titles; readonly of: number },
): { readonly head: string; readonly what: string } | null {
  switch (instruction.kind) {
    case 'do': {
      const [first] = instruction.steps;
      const ways = [...new Set(instruction.steps.map(titles.ofKind))];
      const head =
        ways.length > 1 || first === undefined
          ? text('live.work.anyOf')
          : `${text('live.work.next')} · ${text('live.recipe.of', { index: first.index, of })}`;
      return { head, what: ways.join(', ') };
    }
    case 'repair': {
      const { said, acts } = instruction;
      const done = acts.map(({ verb, actions }) => {
        const named = actions.map(({ index, label }) => titles.ofStep(index, label)).join(', ');
        return `${text(`live.work.acts.${verb}`)}: ${named}`;
      });
      return { head: text('live.work.stop'), what: said ?? done.join('. ') };
    }
    case 'lacking':
    case 'allDone':
    case 'ending':
    case 'setAside':
    case 'look':
    case 'byHand':
      return { head: text('live.work.title'), what: text(`live.work.${instruction.kind}`) };
    case 'begin':
    case 'unchecked':
      return null;
    default:
      return instruction satisfies never;
  }
}
