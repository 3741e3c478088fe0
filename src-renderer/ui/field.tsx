import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

const inputStyle =
  'min-h-11 w-full rounded-lg border border-line-strong bg-field px-3 text-base text-text placeholder:text-faint disabled:opacity-50 aria-invalid:border-fail';

interface FieldFrame {
  readonly label: string;
  /** For screen readers only: the head of a table says it. */
  readonly labelHidden?: boolean;
  readonly hint?: ReactNode;
  /** Why the value cannot be used; null: it can be used. */
  readonly problem?: string | null;
}

/** A label, the input, and below it the hint or the problem. */
export function Field({
  label,
  labelHidden = false,
  hint,
  problem = null,
  children,
}: FieldFrame & {
  readonly children: (bind: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
  }) => ReactNode;
}) {
  const id = useId();
  const below = problem ?? hint;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'font-medium text-muted text-sm'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': below ? `${id}-below` : undefined,
        'aria-invalid': problem !== null,
      })}
      {below && (
        <p
          id={`${id}-below`}
          className={classNames('text-sm', problem === null ? 'text-faint' : 'text-fail')}
        >
          {below}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  labelHidden = false,
  hint,
  problem,
  className,
  ...input
}: FieldFrame & ComponentProps<'input'>) {
  return (
    <Field label={label} labelHidden={labelHidden} hint={hint} {...(problem !== undefined && { problem })}>
      {(bind) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...bind}
          className={classNames(inputStyle, className)}
        />
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  problem,
  className,
  ...input
}: FieldFrame & ComponentProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} {...(problem !== undefined && { problem })}>
      {(bind) => (
        <textarea rows={3} {...input} {...bind} className={classNames(inputStyle, 'py-2.5', className)} />
      )}
    </Field>
  );
}
