// Commands on the source of a workplace: it is remembered, and its password stays on this machine.
import { type Commands, type FolderListing, parseSource, type SourceProbe } from '../contract/index.ts';
import type { EventLog, Station } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import { listFolder } from './folder-listing.ts';
import { probeSource } from './probe.ts';
import type { Setup } from './setup.ts';
import { recallSource, rememberSource } from './source-memory.ts';

export interface SourceControlParts {
  readonly station: Station;
  readonly setup: Setup;
  readonly configuration: Configuration;
  readonly eventLog: EventLog;
}

export class SourceControl {
  private readonly parts: SourceControlParts;

  constructor(parts: SourceControlParts) {
    this.parts = parts;
  }

  /** @param text As a person typed it, or as a screen was shown it. @throws StationError when it cannot be opened. */
  open(text: string): Promise<void> {
    const { setup, configuration } = this.parts;
    return configuration.enqueue(async () => {
      const source = recallSource(text, configuration.settings);
      await setup.openSource(source);
      await configuration.save(rememberSource(configuration.settings, source));
    });
  }

  /** Closes the source and forgets it. */
  close(): Promise<void> {
    const { station, configuration, eventLog } = this.parts;
    return configuration.enqueue(async () => {
      await station.closeSource();
      await eventLog.publish({ type: 'sourceGone' });
      await configuration.save({ ...configuration.settings, source: null });
    });
  }

  /** @throws StationError, see `probeSource`. */
  probe({ source, width }: Commands['probeSource']['input']): Promise<SourceProbe> {
    const { station, configuration } = this.parts;
    const spec = parseSource(recallSource(source, configuration.settings));
    const { watched } = station;
    return probeSource(spec, width, watched && { ...watched, outputs: station });
  }

  /** @throws StationError, see `listFolder`. */
  listFolder({ path, kind }: Commands['listFolder']['input']): Promise<FolderListing> {
    // People try drafts of recipes on recordings, too.
    const { folders, recordings } = this.parts.configuration.settings;
    return listFolder([...new Set([...folders, recordings])], path, kind);
  }
}
