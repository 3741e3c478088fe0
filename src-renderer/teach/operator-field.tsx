import { useId } from 'react';
import type { TeachProject } from '../../src-inference/contract/index.ts';
import { useText } from '../text/index.tsx';
import { TextField } from '../ui/index.ts';
import { operatorsOf } from './overview/next-step.ts';

/** Who does the work. Those who were recorded before are offered. */
export function OperatorField({
  project,
  value,
  problem = null,
  onChange,
}: {
  readonly project: Pick<TeachProject, 'recordings'>;
  readonly value: string;
  readonly problem?: string | null;
  readonly onChange: (operator: string) => void;
}) {
  const text = useText();
  const list = useId();
  return (
    <>
      <TextField
        label={text('teach.operator.label')}
        hint={text('teach.operator.hint')}
        problem={problem}
        list={list}
        maxLength={80}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={list}>
        {operatorsOf(project).map((operator) => (
          <option key={operator} value={operator} />
        ))}
      </datalist>
    </>
  );
}
