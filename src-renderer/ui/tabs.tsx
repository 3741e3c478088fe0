import type { LucideIcon } from 'lucide-react';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { useIsWide } from './layout.ts';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly icon?: LucideIcon;
}

/** `children` is the panel of the tab that is open. */
export function Tabs<Name extends string>({
  label,
  tabs,
  open,
  onOpen,
  children,
  upright: wantsUpright = false,
  end,
}: {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
  readonly children: ReactNode;
  /** Tabs on the left of the panel, where there is room for that. */
  readonly upright?: boolean;
  /** Shown at the end of the line of tabs. */
  readonly end?: ReactNode;
}) {
  const isWide = useIsWide();
  const upright = wantsUpright && isWide;
  return (
    <Radix.Root
      value={open}
      onValueChange={(name) => onOpen(name as Name)}
      orientation={upright ? 'vertical' : 'horizontal'}
      className={classNames('flex min-h-0 min-w-0 flex-1', upright ? 'gap-6' : 'flex-col')}
    >
      <div
        className={classNames(
          'flex shrink-0',
          !upright && 'min-w-0 flex-wrap items-center gap-x-3 border-line border-b',
        )}
      >
        <Radix.List
          aria-label={label}
          className={classNames(
            'flex',
            upright ? 'w-52 shrink-0 flex-col gap-1' : 'scroll-fade-x min-w-0 gap-1 overflow-x-auto',
          )}
        >
          {tabs.map(({ name, label: tabLabel, icon: Icon }) => (
            <Radix.Trigger
              key={name}
              value={name}
              className={classNames(
                'flex min-h-11 shrink-0 items-center gap-2.5 whitespace-nowrap px-4 font-medium text-muted hover:text-text data-[state=active]:text-accent',
                upright
                  ? 'rounded-lg text-left hover:bg-raised data-[state=active]:bg-accent-soft'
                  : '-mb-px border-transparent border-b-2 data-[state=active]:border-accent',
              )}
            >
              {Icon && <Icon aria-hidden className="size-5" />}
              {tabLabel}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {end}
      </div>
      <Radix.Content
        key={open}
        value={open}
        className={classNames('min-h-0 min-w-0 flex-1 outline-none', !upright && 'pt-5 phone:pt-3')}
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
