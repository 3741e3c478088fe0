import { Hand } from 'lucide-react';
import { useSnapshot } from '../../hooks/index.ts';
import { problemMessage, useTitles } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { StepPicture } from '../recipe/step-help.tsx';
import type { Instruction } from './instruction.ts';
import { isPhrase, LargeText } from './large-text.tsx';
import type { NamedAction } from './repair.ts';

/** What the hands do about a mistake: as the recipe says it, else the usual way. */
export function RepairSteps({
  instruction: { mistake, said, acts, goOn, open },
  large,
}: {
  readonly instruction: Extract<Instruction, { readonly kind: 'repair' }>;
  readonly large: boolean;
}) {
  const text = useText();
  const titles = useTitles();
  const step = useSnapshot(({ recipe }) =>
    recipe.state === 'ready' && mistake.index !== null ? recipe.info.steps[mistake.index - 1] : undefined,
  );
  const name = ({ index, label }: NamedAction): string => titles.ofStep(index, label);
  const told = acts.map(({ verb, actions }) => ({ verb, what: actions.map(name).join(' → ') }));
  const crowded = told.length > 1 && told.some(({ what }) => isPhrase(what));
  return (
    <>
      <p className="flex items-center gap-3 text-xl leading-tight short:text-lg">
        <Hand aria-hidden className="size-9 shrink-0 text-fail" strokeWidth={2.5} />
        <strong className="shrink-0 font-extrabold text-3xl uppercase">{text('live.work.stop')}</strong>
        <span className="line-clamp-2 min-w-0 max-xl:line-clamp-none">
          {problemMessage(mistake, titles, text)}
          {open.length > 0 && (
            <span className="text-muted">{`, ${text('live.work.others', { count: open.length })}`}</span>
          )}
        </span>
      </p>
      <div className="flex min-h-0 flex-1 gap-4">
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          {said !== null && (
            <LargeText large={large} marker="said">
              {said}
            </LargeText>
          )}
          {told.map(({ verb, what }) => (
            <div key={verb}>
              <p className="font-medium text-muted text-xl leading-tight short:text-lg">
                {text(`live.work.acts.${verb}`)}
              </p>
              <LargeText large={large} crowded={crowded} marker="act">
                {what}
              </LargeText>
            </div>
          ))}
        </div>
        {step?.picture != null && (
          <StepPicture
            picture={step.picture}
            name={titles.ofKind(step)}
            className="max-h-72 w-[34%] shrink-0 self-start short:max-h-40"
          />
        )}
      </div>
      {goOn !== null && (
        // On a small screen two acts need the room.
        <p
          className={classNames(
            'shrink-0 text-3xl text-muted leading-tight short:text-2xl',
            acts.length > 1 && 'short:hidden',
          )}
        >
          {text('live.work.goOn', {
            step: text('live.work.goOnStep', { index: goOn.index, title: titles.ofKind(goOn) }),
          })}
        </p>
      )}
    </>
  );
}
