import { Switch as Radix } from 'radix-ui';
import { useId } from 'react';

export function Switch({
  label,
  hint,
  checked,
  onChange,
  disabled = false,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center gap-3">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="relative h-7 w-12 shrink-0 rounded-full border border-line-strong bg-field transition-colors before:absolute before:-inset-2 before:content-[''] disabled:opacity-50 data-[state=checked]:border-solid-active data-[state=checked]:bg-solid-active"
      >
        <Radix.Thumb className="block size-5 translate-x-1 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-6 data-[state=checked]:bg-white" />
      </Radix.Root>
      <label htmlFor={id} className="min-w-0">
        <span className="block font-medium">{label}</span>
        {hint && <span className="block text-faint text-sm">{hint}</span>}
      </label>
    </div>
  );
}
