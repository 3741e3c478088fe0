import type { LucideIcon } from 'lucide-react';
import type { StepStatus, Verdict } from '../../src-inference/contract/index.ts';
import { useText } from '../text/index.tsx';
import { classNames } from './class-names.ts';
import { outcomeMarks, type PartOutcome, stepMark, stepMarks, type Tone, toneSoft } from './tones.ts';

export function Badge({
  tone,
  icon: Icon,
  label,
}: {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly label: string;
}) {
  return (
    <span
      className={classNames(
        'inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md px-2 py-0.5 font-semibold text-sm',
        toneSoft[tone],
      )}
    >
      <Icon aria-hidden className="size-4" strokeWidth={2.5} />
      {label}
    </span>
  );
}

export function OutcomeBadge({ outcome }: { readonly outcome: PartOutcome }) {
  const text = useText();
  return <Badge {...outcomeMarks[outcome]} label={text(`common.verdict.${outcome}`)} />;
}

/** @param severity What the step means for its part; left out: not known. */
export function StepBadge({
  status,
  severity,
}: {
  readonly status: StepStatus;
  readonly severity?: Verdict;
}) {
  const text = useText();
  const mark = severity === undefined ? stepMarks[status] : stepMark({ status, severity });
  return <Badge {...mark} label={text(`common.step.${status}`)} />;
}
