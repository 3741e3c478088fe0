import { useState } from 'react';
import { type Text, useText } from '../text/index.tsx';
import { TextField } from './field.tsx';

export interface NumberFieldProps {
  readonly label: string;
  /** For screen readers only: the head of a table says it. */
  readonly labelHidden?: boolean;
  readonly hint?: string;
  /** Null: nothing is set. */
  readonly value: number | null;
  /** Called with usable values only, unless it is `lenient`; null: the field was emptied. */
  readonly onChange: (value: number | null) => void;
  /**
   * Numbers beyond the limits are handed on, too: for a draft that may be wrong for a while, and that is checked as a whole. What
   * is no number cannot be typed then.
   */
  readonly lenient?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Shown while nothing is set. */
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** Why the value cannot be used, for reasons that this field does not know; null: it can be used. */
  readonly problem?: string | null;
  /** Whether the field may be empty. */
  readonly required?: boolean;
}

/** A field for a number. It shows what was typed, and hands on usable values only. */
export function NumberField({
  value,
  onChange,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  step,
  required = false,
  lenient = false,
  problem = null,
  placeholder,
  disabled = false,
  label,
  labelHidden = false,
  hint,
}: NumberFieldProps) {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : String(value));
  const read = readNumber(shown);
  const isUsable = read === null ? !required : read >= min && read <= max;
  const isHandedOn = (next: number | null): boolean =>
    next === null ? !required : lenient ? Number.isFinite(next) : next >= min && next <= max;
  return (
    <TextField
      label={label}
      labelHidden={labelHidden}
      {...(hint !== undefined && { hint })}
      problem={isUsable ? problem : limitsText(min, max, text)}
      inputMode="decimal"
      value={shown}
      disabled={disabled}
      {...(placeholder !== undefined && { placeholder })}
      className="figures"
      onChange={({ target }) => {
        if (lenient && !/^\s*-?\d*[.,]?\d*\s*$/.test(target.value)) return;
        setTyped(target.value);
        const next = readNumber(target.value);
        if (isHandedOn(next)) onChange(next);
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -(step ?? 0) : undefined;
        if (!by || read === null || Number.isNaN(read)) return;
        event.preventDefault();
        // Otherwise steps of 0.1 would add up to 0.30000000000000004.
        const next = Math.min(max, Math.max(min, Number((read + by).toFixed(6))));
        setTyped(null);
        onChange(next);
      }}
      onBlur={() => (isUsable || lenient) && setTyped(null)}
    />
  );
}

/** Takes a decimal comma or a decimal point. Null: empty; NaN: not a number. */
function readNumber(typed: string): number | null {
  const plain = typed.trim().replace(',', '.');
  return plain === '' ? null : Number(plain);
}

/** Which numbers can be used, in words. */
function limitsText(min: number, max: number, text: Text): string {
  const [hasMin, hasMax] = [Number.isFinite(min), Number.isFinite(max)];
  if (hasMin && hasMax) return text('common.number.between', { min, max });
  if (hasMin) return text('common.number.atLeast', { min });
  return hasMax ? text('common.number.atMost', { max }) : text('common.number.any');
}
