import { hiddenSecret } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { TextField } from '../../ui/index.ts';

/** A field for a secret. One that the station keeps is shown as dots, and goes back as it came. */
export function SecretField({
  label,
  hint,
  kept,
  value,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  /** In place of the hint, while the station keeps one; left out: that of a password. */
  readonly kept?: string;
  readonly value: string | null;
  readonly disabled?: boolean;
  readonly onChange: (value: string | null) => void;
}) {
  const text = useText();
  return (
    <TextField
      type="password"
      autoComplete="new-password"
      label={label}
      hint={value === hiddenSecret ? (kept ?? text('setup.links.secretKept')) : hint}
      value={value ?? ''}
      disabled={disabled}
      // What is typed behind the dots would be added to them.
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => onChange(target.value || null)}
    />
  );
}
