// The conditions that a link has brought, each with a button that takes it away.
import { X } from 'lucide-react';
import { useLabels } from '../hooks/index.ts';
import { type Text, useFormats, useText } from '../text/index.tsx';
import { Button } from '../ui/index.ts';
import type { LinkedConditions } from './part-filter.ts';

export function LinkedConditionButtons({
  linked,
  onChange,
}: {
  readonly linked: LinkedConditions;
  readonly onChange: (linked: LinkedConditions) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  return conditionTexts(linked, text, { duration: formats.duration, titleOf: labels.titleOf }).map(
    ({ names, words }) => (
      <Button
        key={names[0]}
        icon={X}
        title={text('history.linked.remove')}
        onClick={() => onChange({ ...linked, ...Object.fromEntries(names.map((name) => [name, null])) })}
      >
        {words}
      </Button>
    ),
  );
}

interface ConditionText {
  /** Conditions that are taken away together. */
  readonly names: readonly (keyof LinkedConditions)[];
  readonly words: string;
}

function conditionTexts(
  linked: LinkedConditions,
  text: Text,
  {
    duration,
    titleOf,
  }: { readonly duration: (seconds: number) => string; readonly titleOf: (label: string) => string },
): readonly ConditionText[] {
  const { status, faulty, operator, model, hour, shift, slowerThan, slowStep } = linked;
  const { judgedOtherwise, unacknowledged, kept } = linked;
  const found: (ConditionText | false | null | undefined)[] = [
    status && { names: ['status'], words: text(`common.step.${status}`) },
    faulty && { names: ['faulty'], words: text('history.linked.faulty') },
    isSaid(operator) && {
      names: ['operator'],
      words:
        operator === '' ? text('history.linked.noOperator') : text('history.linked.operator', { operator }),
    },
    isSaid(model) && { names: ['model'], words: text('history.linked.model', { model }) },
    isSaid(hour) && {
      names: ['hour'],
      words: text('history.linked.hour', { hour: `${String(hour).padStart(2, '0')}:00` }),
    },
    !!shift && { names: ['shift'], words: text('history.linked.shift', { shift }) },
    isSaid(slowerThan) && {
      names: ['slowerThan', 'slowStep'],
      words: slowStep
        ? text('history.linked.slowStep', { step: titleOf(slowStep), time: duration(slowerThan) })
        : text('history.linked.slowerThan', { time: duration(slowerThan) }),
    },
    judgedOtherwise && {
      names: ['judgedOtherwise'],
      words: text(`history.linked.judgedOtherwise.${judgedOtherwise}`),
    },
    kept && { names: ['kept'], words: text('history.evidence.kept') },
    unacknowledged && { names: ['unacknowledged'], words: text('history.linked.unacknowledged') },
  ];
  return found.filter((one) => !!one);
}

function isSaid<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
