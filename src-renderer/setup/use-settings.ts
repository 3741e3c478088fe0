// A form for settings. It keeps what was typed until the station has taken it, and the error when the station refuses.
import { useState } from 'react';
import type { SettingsChange, StationError } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { useToast } from '../ui/index.ts';

export interface SettingsForm<Edited> {
  /** Values of the fields. */
  readonly values: Edited;
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly error: StationError | null;
  readonly mayChange: boolean;
  edit(change: Partial<Edited>): void;
  /** @returns Whether the station has taken the values. */
  apply(): Promise<boolean>;
  reset(): void;
}

/** @param names Names of the settings that are edited together. */
export function useSettingsForm<Name extends keyof SettingsChange>(
  ...names: readonly Name[]
): SettingsForm<Required<Pick<SettingsChange, Name>>> {
  type Edited = Required<Pick<SettingsChange, Name>>;
  const text = useText();
  const toast = useToast();
  const settings = useSnapshot((snapshot) => snapshot.settings);
  const [edits, setEdits] = useState<Partial<Edited>>({});
  const change = useCommand('changeSettings');
  const mayChange = useIsAllowed('changeSettings');
  const current = Object.fromEntries(names.map((name) => [name, settings[name]])) as unknown as Edited;
  const values = { ...current, ...edits };
  return {
    values,
    dirty: JSON.stringify(values) !== JSON.stringify(current),
    busy: change.busy,
    error: change.error,
    mayChange,
    edit: (edited) => setEdits((before) => ({ ...before, ...edited })),
    async apply() {
      const taken = (await change.send(values as SettingsChange)) !== undefined;
      if (taken) {
        setEdits({});
        toast({ tone: 'pass', title: text('setup.applied') });
      }
      return taken;
    },
    reset() {
      setEdits({});
      change.clearError();
    },
  };
}
