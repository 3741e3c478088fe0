/** A choice among few things, each with what it means. */
export function ChoiceCards<Value extends string>({
  legend,
  name,
  choices,
  value,
  disabled,
  onChange,
}: {
  readonly legend: string;
  /** Of the group of radio buttons. */
  readonly name: string;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly hint: string }[];
  readonly value: Value;
  readonly disabled: boolean;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="flex flex-col gap-2" disabled={disabled}>
      <legend className="mb-2 font-medium text-muted text-sm">{legend}</legend>
      {choices.map(({ value: choice, label, hint }) => (
        <label
          key={choice}
          className="flex cursor-pointer gap-4 rounded-xl border border-line p-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            className="mt-1 size-5 shrink-0 accent-solid-active"
            checked={choice === value}
            onChange={() => onChange(choice)}
          />
          <span>
            <span className="block font-semibold">{label}</span>
            <span className="block text-muted">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
