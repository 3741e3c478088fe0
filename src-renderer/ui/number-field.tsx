import { useState } from 'react';
import { TextField } from './field.tsx';

export interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Null: nothing is set. */
  readonly value: number | null;
  /** Only with what can be used; null when the field was emptied. */
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Shown while nothing is set. */
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** StepReason the value cannot be used, where this field cannot know; null: it can. */
  readonly problem?: string | null;
  /** Whether the field may be empty. */
  readonly required?: boolean;
}

/** A number that is typed; what is typed stays as it is, and only what can be used is handed on. */
export function NumberField({
  value,
  onChange,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  step,
  required = false,
  problem = null,
  placeholder,
  disabled = false,
  label,
  hint,
}: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : String(value));
  const read = readNumber(shown);
  const isUsable = read === null ? !required : read >= min && read <= max;
  const limits = [Number.isFinite(min) ? `≥ ${min}` : null, Number.isFinite(max) ? `≤ ${max}` : null].filter(
    (limit) => limit !== null,
  );
  return (
    <TextField
      label={label}
      {...(hint !== undefined && { hint })}
      problem={isUsable ? problem : limits.join(', ')}
      inputMode="decimal"
      value={shown}
      disabled={disabled}
      {...(placeholder !== undefined && { placeholder })}
      className="figures"
      onChange={({ target }) => {
        setTyped(target.value);
        const next = readNumber(target.value);
        if (next === null ? !required : next >= min && next <= max) onChange(next);
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -(step ?? 0) : undefined;
        if (!by || read === null || Number.isNaN(read)) return;
        event.preventDefault();
        // Steps of 0.1 add up without a tail of digits.
        const next = Math.min(max, Math.max(min, Number((read + by).toFixed(6))));
        setTyped(null);
        onChange(next);
      }}
      onBlur={() => isUsable && setTyped(null)}
    />
  );
}

/** Both commas and points are decimal: a keyboard has the one that it has. Null: empty; NaN: no number. */
function readNumber(typed: string): number | null {
  const plain = typed.trim().replace(',', '.');
  return plain === '' ? null : Number(plain);
}
