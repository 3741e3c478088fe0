import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { Field } from './field.tsx';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** @param value Never an empty string: use a value such as `all` for no choice. */
export function Select<Value extends string>({
  label,
  hint,
  value,
  choices,
  onChange,
  disabled,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}) {
  return (
    <Field label={label} hint={hint}>
      {(bind) => (
        <Radix.Root
          value={value}
          onValueChange={(next) => onChange(next as Value)}
          disabled={disabled ?? false}
        >
          <Radix.Trigger
            {...bind}
            className="flex min-h-11 w-full items-center justify-between gap-2 rounded-lg border border-line-strong bg-field px-3 text-left text-base disabled:opacity-50"
          >
            <span className="truncate">
              <Radix.Value />
            </span>
            <Radix.Icon>
              <ChevronDown aria-hidden className="size-5 text-muted" />
            </Radix.Icon>
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content
              position="popper"
              sideOffset={4}
              className="z-[60] max-h-[var(--radix-select-content-available-height)] min-w-[var(--radix-select-trigger-width)] animate-appear rounded-lg border border-line-strong bg-raised p-1 shadow-float"
            >
              <Radix.Viewport>
                {choices.map((choice) => (
                  <Radix.Item
                    key={choice.value}
                    value={choice.value}
                    className="flex min-h-11 items-center justify-between gap-4 rounded-md px-3 outline-none data-[highlighted]:bg-accent-soft data-[state=checked]:font-semibold"
                  >
                    <Radix.ItemText>{choice.label}</Radix.ItemText>
                    <Radix.ItemIndicator>
                      <Check aria-hidden className="size-5 text-accent" />
                    </Radix.ItemIndicator>
                  </Radix.Item>
                ))}
              </Radix.Viewport>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </Field>
  );
}
