import { type LucideIcon, Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlainStationError, StationError } from '../../src-inference/contract/index.ts';
import { useIsAllowed } from '../hooks/index.ts';
import { Badge, ErrorNotice, IconButton, type Mark, Switch } from '../ui/index.ts';

/** One output or connection: its state, a switch that works at once, and buttons to edit and remove it. */
export function SettingRow({
  icon: Icon,
  title,
  target,
  mark,
  texts,
  enabled,
  busy,
  error,
  facts,
  children,
  onSwitch,
  onEdit,
  onRemove,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  /** Where it goes, in one line. */
  readonly target: string;
  readonly mark: Mark & { readonly label: string };
  readonly texts: { readonly on: string; readonly edit: string; readonly remove: string };
  readonly enabled: boolean;
  readonly busy: boolean;
  readonly error: PlainStationError | StationError | null;
  /** Below the target. */
  readonly facts?: ReactNode;
  /** At the end of the row. */
  readonly children?: ReactNode;
  readonly onSwitch: (on: boolean) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const mayChange = useIsAllowed('changeSettings');
  return (
    <li className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <div className="flex flex-wrap items-center gap-4">
        <Icon aria-hidden className="size-7 shrink-0 text-muted" />
        <div className="min-w-0 flex-1 basis-48">
          <div className="flex flex-wrap items-center gap-3">
            <h3 className="font-semibold">{title}</h3>
            <Badge {...mark} />
          </div>
          <p className="break-all font-mono text-muted text-sm">{target}</p>
          {facts}
        </div>
        <div className="flex items-center gap-1">
          <Switch label={texts.on} checked={enabled} disabled={!mayChange || busy} onChange={onSwitch} />
          <IconButton
            icon={Pencil}
            className="ml-3"
            name={texts.edit}
            disabled={!mayChange}
            onClick={onEdit}
          />
          <IconButton icon={Trash2} name={texts.remove} disabled={!mayChange} onClick={onRemove} />
        </div>
      </div>
      {error && <ErrorNotice error={error} />}
      {children}
    </li>
  );
}
