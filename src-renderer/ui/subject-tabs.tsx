import { ChevronDown, type LucideIcon } from 'lucide-react';
import { Tabs as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';

interface SubjectGroup<Name extends string> {
  readonly label: string;
  readonly subjects: readonly { readonly name: Name; readonly label: string; readonly icon: LucideIcon }[];
}

/**
 * Many subjects in groups, beside what `children` shows of the open one. On a narrow screen the list of subjects is a field in which
 * one is chosen: the content has the whole width.
 */
export function SubjectTabs<Name extends string>({
  label,
  groups,
  search,
  none,
  open,
  onOpen,
  children,
}: {
  readonly label: string;
  /** Those that are found. */
  readonly groups: readonly SubjectGroup<Name>[];
  /** A field above the list, where there is room for the list. */
  readonly search: ReactNode;
  /** Said when nothing is found. */
  readonly none: string;
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <Radix.Root
      value={open}
      onValueChange={(name) => onOpen(name as Name)}
      orientation="vertical"
      className="flex min-h-0 min-w-0 flex-1 flex-col gap-4 md:flex-row md:gap-6"
    >
      <div className="hidden w-56 shrink-0 flex-col gap-3 overflow-y-auto p-1 pb-6 md:flex">
        {search}
        {groups.length === 0 && (
          <p role="status" className="px-4 text-muted">
            {none}
          </p>
        )}
        <Radix.List aria-label={label} className="flex flex-col gap-1">
          {groups.map(({ label: group, subjects }) => (
            <div key={group} role="presentation" className="flex flex-col not-first:mt-2">
              <p aria-hidden className="px-4 pb-1 text-faint text-sm">
                {group}
              </p>
              {subjects.map(({ name, label: subject, icon: Icon }) => (
                <Radix.Trigger
                  key={name}
                  value={name}
                  className="flex min-h-11 items-center gap-2.5 rounded-lg px-4 text-left font-medium text-muted hover:bg-raised hover:text-text data-[state=active]:bg-accent-soft data-[state=active]:text-accent"
                >
                  <Icon aria-hidden className="size-5 shrink-0" />
                  {subject}
                </Radix.Trigger>
              ))}
            </div>
          ))}
        </Radix.List>
      </div>
      <div className="relative md:hidden">
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <select
          id={id}
          value={open}
          onChange={({ target }) => onOpen(target.value as Name)}
          className="min-h-12 w-full appearance-none rounded-lg border border-line-strong bg-field pr-10 pl-3 font-semibold text-base"
        >
          {groups.map(({ label: group, subjects }) => (
            <optgroup key={group} label={group}>
              {subjects.map(({ name, label: subject }) => (
                <option key={name} value={name}>
                  {subject}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-3 size-5 text-muted"
        />
      </div>
      <Radix.Content key={open} value={open} className="min-h-0 min-w-0 flex-1 outline-none">
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
