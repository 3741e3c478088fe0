import type { LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { classNames } from './class-names.ts';

export interface MenuEntry {
  readonly key: string;
  readonly label: string;
  /** Shown below the label, such as why it is disabled. */
  readonly hint?: string;
  /** An icon, or a colour as `#rrggbb`. */
  readonly icon?: LucideIcon;
  readonly color?: string | null;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** @param children The one button that opens it. */
export function Menu({
  entries,
  children,
}: {
  readonly entries: readonly (MenuEntry | 'line')[];
  readonly children: ReactNode;
}) {
  // Inside of the main landmark, as its button is: screen readers can still read what is around the menu.
  const [trigger, setTrigger] = useState<HTMLButtonElement | null>(null);
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild ref={setTrigger}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={trigger?.closest('main') ?? null}>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-[60] max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-56 animate-appear overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-float"
        >
          {entries.map((entry, index) =>
            entry === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own
              <Radix.Separator key={`line ${index}`} className="my-1 h-px bg-line" />
            ) : (
              <Radix.Item
                key={entry.key}
                disabled={entry.disabled ?? false}
                onSelect={entry.run}
                className={classNames(
                  'flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 outline-none data-[highlighted]:bg-accent-soft',
                  entry.disabled && (entry.hint === undefined ? 'opacity-50' : 'text-muted'),
                  entry.danger && !entry.disabled && 'text-fail',
                )}
              >
                {entry.icon && <entry.icon aria-hidden className="size-5 text-muted" />}
                {entry.color !== undefined && <ColorDot color={entry.color} />}
                {entry.hint === undefined ? (
                  entry.label
                ) : (
                  <span className="max-w-64 py-1.5">
                    {entry.label}
                    <span className="block text-muted text-sm">{entry.hint}</span>
                  </span>
                )}
              </Radix.Item>
            ),
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The colour of a label, always shown beside its name. @param color Null: the model has none for it. */
export function ColorDot({
  color,
  large = false,
}: {
  readonly color: string | null;
  readonly large?: boolean;
}) {
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-block shrink-0 rounded-full border border-line-strong',
        large ? 'size-4' : 'size-3',
      )}
      style={{ backgroundColor: color ?? 'transparent' }}
    />
  );
}
