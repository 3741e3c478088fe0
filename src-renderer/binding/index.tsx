// The door between React and the station: the only way for a screen to get data and to send commands.
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import {
  commands,
  isScreenCommand,
  type LabelInfo,
  type NumberedEvent,
  type StationError,
  type StationSnapshot,
  toStationError,
} from '../../src-inference/contract/index.ts';
import type {
  Connection,
  Log,
  Preferences,
  PreferencesStore,
  Station,
  StationCommand,
  StationCommands,
} from '../station/index.ts';

interface Bound {
  readonly station: Station;
  readonly preferences: PreferencesStore;
}

const BoundContext = createContext<Bound | null>(null);

export function StationProvider({
  station,
  preferences,
  children,
}: Bound & { readonly children: ReactNode }) {
  return <BoundContext value={{ station, preferences }}>{children}</BoundContext>;
}

function useBound(): Bound {
  const bound = use(BoundContext);
  if (bound === null) throw new Error('A screen is rendered outside of StationProvider.');
  return bound;
}

export function useStation(): Station {
  return useBound().station;
}

/** Draws again only when what `select` returns is another value: return parts of the snapshot, make no new objects. */
export function useSnapshot<Selected>(select: (snapshot: StationSnapshot) => Selected): Selected {
  return useStore(useStation().known, ({ snapshot }) => {
    if (snapshot === null) throw new Error('Rooms are rendered once there is a snapshot.');
    return select(snapshot);
  });
}

/** As `useSnapshot`, where there may be none yet. */
export function useKnownSnapshot(): StationSnapshot | null {
  return useStore(useStation().known, ({ snapshot }) => snapshot);
}

/** Whether the snapshot is of now: false while connection or engine are gone, and what is shown is the last that was known. */
export function useFresh(): boolean {
  return useStore(useStation().known, ({ fresh }) => fresh);
}

export function useConnection(): Connection {
  return useStore(useStation().connection);
}

export function useLog(): Log {
  return useStore(useStation().log);
}

export function useStationEvents(listener: (event: NumberedEvent) => void): void {
  const station = useStation();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => station.onEvent((event) => latest.current(event)), [station]);
}

export function usePreferences(): Preferences {
  return useStore(useBound().preferences);
}

export function useChangePreferences(): (change: Partial<Preferences>) => void {
  return useBound().preferences.setState;
}

/** Whether the role of this screen, the connection and the engine allow the command right now. */
export function useMay(command: StationCommand): boolean {
  const connection = useConnection();
  if (connection.state !== 'connected') return false;
  const needed = isScreenCommand(command) ? commands[command].role : 'operator';
  if (needed === 'operator' && connection.shell.role !== 'operator') return false;
  return connection.engine.state === 'running' || !isScreenCommand(command);
}

export interface Command<Name extends StationCommand> {
  /** Never rejects: undefined when it failed, and then `error` says why. */
  send(input: StationCommands[Name]['input']): Promise<StationCommands[Name]['output'] | undefined>;
  readonly busy: boolean;
  readonly error: StationError | null;
  clearError(): void;
}

/** A command that a person gives with a button: busy while it runs, its error to be shown beside the button. */
export function useCommand<Name extends StationCommand>(name: Name): Command<Name> {
  const { ask } = useStation();
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<StationError | null>(null);
  const send = useCallback<Command<Name>['send']>(
    async (input) => {
      setRunning((count) => count + 1);
      setError(null);
      try {
        return await ask(name, input);
      } catch (thrown) {
        setError(toStationError(thrown));
        return undefined;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [ask, name],
  );
  const clearError = useCallback(() => setError(null), []);
  return { send, busy: running > 0, error, clearError };
}

export type Answer<Name extends StationCommand> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly output: StationCommands[Name]['output'] }
  | { readonly state: 'failed'; readonly error: StationError };

/**
 * What a screen shows of a question: asked when it opens, when the input changes, and with `again`. The answer before
 * stays until the new one is there.
 *
 * @param input Null input of a command is `null`; compared by its JSON.
 */
export function useAnswer<Name extends StationCommand>(
  name: Name,
  input: StationCommands[Name]['input'],
): Answer<Name> & { again(): void } {
  const { ask } = useStation();
  const [answer, setAnswer] = useState<Answer<Name>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const key = JSON.stringify(input);
  const again = useCallback(() => setRound((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again, `key` stands for `input`
  useEffect(() => {
    let wanted = true;
    ask(name, JSON.parse(key)).then(
      (output) => wanted && setAnswer({ state: 'ready', output }),
      (thrown: unknown) => wanted && setAnswer({ state: 'failed', error: toStationError(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [ask, name, key, round]);
  return { ...answer, again };
}

export interface Labels {
  /** Of the model that is loaded, in its order, without the background; empty while there is none. */
  readonly actions: readonly LabelInfo[];
  /** For people; the name itself of a label that the model does not know. */
  titleOf(name: string): string;
  /** `#rrggbb`, or null. */
  colorOf(name: string): string | null;
  knows(name: string): boolean;
  /** Whether it means that something is being done. */
  isAction(name: string): boolean;
}

export function useLabels(): Labels {
  const model = useSnapshot((snapshot) => snapshot.model);
  return useMemo(() => {
    const { labels, background } = model.state === 'ready' ? model.info : { labels: [], background: null };
    const byName = new Map(labels.map((label) => [label.name, label]));
    return {
      actions: labels.filter(({ name }) => name !== background),
      titleOf: (name) => byName.get(name)?.title ?? name,
      colorOf: (name) => byName.get(name)?.color ?? null,
      knows: (name) => byName.has(name),
      isAction: (name) => name !== background,
    };
  }, [model]);
}
