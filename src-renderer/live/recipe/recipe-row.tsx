import {
  ChevronRight,
  Circle,
  CircleCheck,
  CircleSlash2,
  ListChecks,
  Plus,
  Repeat,
  Shuffle,
  Split,
} from 'lucide-react';
import type { CodeCondition, JudgedStep } from '../../../src-inference/contract/index.ts';
import { evidenceMessage, remarkOf, titleOf, useTitles } from '../../messages/index.ts';
import { type Text, useFormats, useText } from '../../text/index.tsx';
import { classNames, StepBadge, stepMark, toneText } from '../../ui/index.ts';
import type { RecipeRow, StepRow } from './recipe-rows.ts';
import { StepPicture } from './step-help.tsx';

/** @param near Steps that are read from afar: the current one and those beside it. */
export function RecipeRowItem({
  row,
  near,
  plain,
}: {
  readonly row: RecipeRow;
  readonly near: ReadonlySet<number>;
  /** Without what only an engineer reads: probabilities and durations. */
  readonly plain: boolean;
}) {
  switch (row.kind) {
    case 'step':
      return <StepItem row={row} near={near.has(row.step.index)} plain={plain} />;
    case 'extra':
      return <ExtraItem judged={row.judged} plain={plain} />;
    case 'group':
      return <GroupItem row={row} />;
    case 'round':
    case 'rounds':
      return <RoundItem row={row} />;
    default:
      return row satisfies never;
  }
}

function StepItem({
  row: { step, judged, state, depth, isChoice },
  near,
  plain,
}: {
  readonly row: StepRow;
  readonly near: boolean;
  readonly plain: boolean;
}) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const current = state === 'current';
  const mark = judged === null ? null : stepMark(judged);
  // What the recipe tolerates is shown too, in the colour of pass.
  const remarkable = judged !== null && judged.status !== 'ok';
  const Icon = mark?.icon ?? stateIcons[state];
  const mayBeMissing = step.optional && !isChoice && state !== 'done';
  const note = state === 'leftOut' ? state : mayBeMissing ? 'optional' : null;
  const color = remarkable ? toneText[mark!.tone] : current ? 'text-text' : 'text-faint';
  return (
    <li
      data-step={step.index}
      data-status={judged?.status ?? state}
      aria-current={current ? 'step' : undefined}
      className={classNames(
        'mx-1.5 flex items-center gap-3 rounded-lg pr-3',
        current && 'min-h-16 border-text border-l-4 bg-raised short:min-h-14',
        !current && (near ? 'min-h-12 short:min-h-10' : 'min-h-9'),
        remarkable && 'bg-raised py-2',
      )}
      style={indented(depth)}
    >
      <Icon
        aria-hidden
        className={classNames('size-6 shrink-0', color)}
        strokeWidth={judged || current ? 2.5 : 1.5}
      />
      <span className={classNames('figures w-7 shrink-0 text-right', current ? '' : 'text-faint')}>
        {step.index}
      </span>
      <span className="min-w-0 flex-1">
        <span
          className={classNames(
            'block leading-tight',
            current && 'font-bold text-[2rem] leading-tight short:text-[1.625rem]',
            !current && (near ? 'text-[1.75rem] short:text-2xl' : 'text-xl short:text-lg'),
            (state === 'ahead' || state === 'leftOut') && 'text-muted',
            remarkable && 'font-semibold',
          )}
        >
          {titles.ofStep(step.index, step.label)}
          {note !== null && (
            <span className="ml-2 font-normal text-sm opacity-80">{text(`live.recipe.${note}`)}</span>
          )}
          {step.when.map((condition) => (
            <span key={JSON.stringify(condition)} className="ml-2 font-normal text-sm opacity-80">
              {codesMessage(condition, text)}
            </span>
          ))}
        </span>
        {remarkable && <StepReason judged={judged} plain={plain} />}
      </span>
      {judged?.probability != null && !remarkable && !plain && (
        <span className="figures text-faint text-sm">{formats.percent(judged.probability)}</span>
      )}
      {current && step.picture !== null && (
        <StepPicture
          picture={step.picture}
          name={titles.ofKind(step)}
          className="my-1 h-14 w-24 shrink-0 short:h-12 short:w-20"
        />
      )}
      {remarkable && <StepBadge status={judged.status} severity={judged.severity} />}
      {!remarkable && <span className="sr-only">{text(`live.recipe.${state}`)}</span>}
    </li>
  );
}

function codesMessage({ when, unless }: CodeCondition, text: Text): string {
  return [
    ...(when.length === 0 ? [] : [text('live.recipe.onlyFor', { codes: when.join(', ') })]),
    ...(unless.length === 0 ? [] : [text('live.recipe.notFor', { codes: unless.join(', ') })]),
  ].join(', ');
}

const stateIcons = {
  done: CircleCheck,
  current: ChevronRight,
  ahead: Circle,
  leftOut: CircleSlash2,
} as const;

const indented = (depth: number) => ({ paddingLeft: `${0.75 + depth}rem` });

const groupIcons = { anyOrder: Shuffle, oneOf: Split } as const;

function GroupItem({ row: { group, depth } }: { readonly row: RecipeRow & { readonly kind: 'group' } }) {
  const text = useText();
  const Icon = groupIcons[group.kind];
  return (
    <li
      className="mx-1.5 flex min-h-9 items-center gap-3 pt-1 pr-3 font-semibold text-muted text-sm"
      style={indented(depth)}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {group.atLeast === null
        ? text(`live.recipe.${group.kind}`)
        : text('live.recipe.atLeast', { least: group.atLeast, of: group.count })}
    </li>
  );
}

/** Reason and evidence of a judgement. */
function StepReason({ judged, plain }: { readonly judged: JudgedStep; readonly plain: boolean }) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const parts = [
    remarkOf(judged, titles, text),
    ...(plain ? [] : [evidenceMessage(judged, titles, text, formats)]),
  ];
  return (
    <span className="figures block text-muted text-sm">{parts.filter((one) => one !== '').join(' · ')}</span>
  );
}

function ExtraItem({
  judged,
  plain,
}: {
  readonly judged: NonNullable<StepRow['judged']>;
  readonly plain: boolean;
}) {
  const titles = useTitles();
  return (
    <li
      data-status={judged.status}
      className="mx-1.5 flex min-h-10 items-center gap-3 rounded-lg bg-raised py-2 pr-3 pl-3"
    >
      <Plus
        aria-hidden
        className={classNames('size-6 shrink-0', toneText[stepMark(judged).tone])}
        strokeWidth={2.5}
      />
      <span aria-hidden className="w-6 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block font-semibold text-lg leading-tight">{titleOf(judged, titles)}</span>
        <StepReason judged={judged} plain={plain} />
      </span>
      <StepBadge status={judged.status} severity={judged.severity} />
    </li>
  );
}

function RoundItem({ row }: { readonly row: RecipeRow & { readonly kind: 'round' | 'rounds' } }) {
  const text = useText();
  if (row.kind === 'round') {
    return (
      <li className="mx-1.5 flex min-h-9 items-center gap-3 px-3 pt-1 font-semibold text-muted text-sm">
        <Repeat aria-hidden className="size-4 shrink-0" />
        {text('live.recipe.round', { number: row.number, of: row.of })}
      </li>
    );
  }
  const Icon = row.done ? ListChecks : Repeat;
  return (
    <li className="mx-1.5 flex min-h-10 items-center gap-3 px-3 text-lg short:min-h-9 short:text-base">
      <Icon aria-hidden className="size-6 shrink-0 text-faint" />
      <span className={classNames('min-w-0 flex-1', row.done ? '' : 'text-muted')}>
        {row.from === row.to
          ? text('live.recipe.round', { number: row.from, of: row.of })
          : text('live.recipe.rounds', { from: row.from, to: row.to, of: row.of })}
      </span>
      <span className="figures text-faint text-sm">
        {row.done
          ? text('live.recipe.progress', { done: row.steps, of: row.steps })
          : text('live.recipe.progress', { done: 0, of: row.steps })}
      </span>
      {row.done && <CircleCheck aria-hidden className="size-5 text-faint" />}
    </li>
  );
}
