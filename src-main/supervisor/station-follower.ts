// Keeps the snapshot of the station up to date in the shell: asks each engine for it, then applies the events.
import { join } from 'node:path';
import { advance, type NumberedEvent, type StationSnapshot } from '../../src-inference/contract/index.ts';
import { Emitter } from './emitter.ts';
import type { Supervisor } from './supervisor.ts';

export type FollowedStation =
  /** No engine has answered yet. */
  | { readonly phase: 'unknown' }
  | { readonly phase: 'live'; readonly snapshot: StationSnapshot }
  /** The engine is away, or has not answered yet: this is how the station was before. */
  | { readonly phase: 'stale'; readonly snapshot: StationSnapshot };

export class StationFollower {
  private readonly supervisor: Supervisor;
  private readonly changes = new Emitter<FollowedStation>();
  private readonly subscriptions: readonly (() => void)[];
  private current: FollowedStation = { phase: 'unknown' };
  /** Counts the state changes of the engine: answers from before the last change are ignored. */
  private engineEpoch = 0;

  constructor(supervisor: Supervisor) {
    this.supervisor = supervisor;
    this.subscriptions = [
      supervisor.onState(() => this.onEngineState()),
      supervisor.onEvent((event) => this.onEvent(event)),
    ];
    this.onEngineState();
  }

  get station(): FollowedStation {
    return this.current;
  }

  /** @returns A function that unsubscribes the listener. */
  onChange(listener: (station: FollowedStation) => void): () => void {
    return this.changes.subscribe(listener);
  }

  close(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
  }

  private onEngineState(): void {
    this.engineEpoch += 1;
    const { engineEpoch } = this;
    if (this.current.phase === 'live') this.set({ ...this.current, phase: 'stale' });
    if (this.supervisor.state.state !== 'running') return;
    this.supervisor.send('snapshot', null, {
      answered: (snapshot) => {
        if (engineEpoch === this.engineEpoch) this.set({ phase: 'live', snapshot });
      },
      // The engine was lost meanwhile. The next one is asked again.
      failed: () => undefined,
    });
  }

  private onEvent(event: NumberedEvent): void {
    if (this.current.phase !== 'live') return;
    this.set({ phase: 'live', snapshot: advance(this.current.snapshot, event) });
  }

  private set(station: FollowedStation): void {
    this.current = station;
    this.changes.emit(station);
  }
}

/** Where the engine writes what screens fetch: exports, and evidence of mistakes. @param directory Folder of the station. */
export function fetchedFolders(directory: string): { readonly exports: string; readonly evidence: string } {
  return { exports: join(directory, 'exports'), evidence: join(directory, 'evidence') };
}

/** Folders of videos that screens play, as the settings say; null while no engine has said so yet. */
export interface VideoFolders {
  readonly recordings: string | null;
  /** The project that teaches. */
  readonly teach: string | null;
}

export function videoFoldersOf(station: FollowedStation): VideoFolders {
  if (station.phase === 'unknown') return { recordings: null, teach: null };
  const { recordings, teach } = station.snapshot.settings;
  return { recordings, teach };
}
