// Commands on the source of a workplace: it is remembered, and its password stays on this machine.
import { readdir } from 'node:fs/promises';
import {
  type Commands,
  type Demo,
  type FolderListing,
  parseSource,
  removableFolders,
  type SourceProbe,
  type WorkplaceOptions,
} from '../contract/index.ts';
import type { EventLog, Station } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import { findDemo } from './demo.ts';
import { listFolder } from './folder-listing.ts';
import { probeSource } from './probe.ts';
import type { Roots } from './roots.ts';
import type { Setup } from './setup.ts';
import { type SourceLogins, withLogin } from './source-logins.ts';
import { recallSource, rememberSource, renameSource } from './source-memory.ts';

export interface SourceControlParts {
  readonly station: Station;
  readonly setup: Setup;
  readonly configuration: Configuration;
  readonly eventLog: EventLog;
  readonly roots: Roots;
  readonly logins: SourceLogins;
  readonly defaults: WorkplaceOptions['defaults'];
}

export class SourceControl {
  private readonly parts: SourceControlParts;

  constructor(parts: SourceControlParts) {
    this.parts = parts;
  }

  /**
   * @param source As a person typed it, or as a screen was shown it.
   * @param login Kept for its camera; null: none is from now on; left out: as it is.
   * @throws StationError when it cannot be opened.
   */
  open({ source: text, login }: Commands['openSource']['input']): Promise<void> {
    const { setup, configuration, logins } = this.parts;
    return configuration.enqueue(async () => {
      const source = recallSource(text, configuration.settings);
      if (login !== undefined) await logins.keep(parseSource(source), login);
      await setup.openSource(source);
      await configuration.hold(rememberSource(configuration.settings, source));
      await logins.keepOnly(configuration.settings);
    });
  }

  /** See `readLogin`. */
  login(text: string): Commands['readLogin']['output'] {
    const { configuration, logins } = this.parts;
    const login = logins.of(parseSource(recallSource(text, configuration.settings)));
    return login && { user: login.user };
  }

  /** @param title Null: its usual name again. @throws StationError `source_not_found`. */
  name(source: string, title: string | null): Promise<void> {
    const { configuration } = this.parts;
    return configuration.enqueue(() =>
      configuration.save(renameSource(configuration.settings, source, title)),
    );
  }

  /** Closes the source and forgets it. */
  close(): Promise<void> {
    const { station, configuration, eventLog } = this.parts;
    return configuration.enqueue(async () => {
      await station.closeSource();
      await eventLog.publish({ type: 'sourceGone' });
      await configuration.hold({ ...configuration.settings, source: null });
    });
  }

  demo(): Demo | null {
    return findDemo(this.parts.defaults);
  }

  /** @throws StationError, see `probeSource`. */
  async probe({ source, width, login }: Commands['probeSource']['input']): Promise<SourceProbe> {
    const { station, configuration, roots, logins } = this.parts;
    const spec = parseSource(recallSource(source, configuration.settings));
    if (spec.kind === 'file') await roots.mustHold(spec.path);
    const { watched } = station;
    const complete = login === undefined ? logins.complete(spec) : withLogin(spec, login);
    return probeSource(complete, width, watched && { ...watched, outputs: station });
  }

  /** @throws StationError, see `listFolder`. */
  async listFolder({ path, kind }: Commands['listFolder']['input']): Promise<FolderListing> {
    const { configuration, roots } = this.parts;
    const { folders, recordings } = configuration.settings;
    // People try drafts of recipes on recordings, too.
    return listFolder(roots, [...folders, recordings, ...(await pluggedIn())], path, kind);
  }
}

/** Folders of removable disks that have something in them. */
async function pluggedIn(): Promise<readonly string[]> {
  const filled = await Promise.all(
    removableFolders.map((folder) =>
      readdir(folder).then(
        (names) => names.length > 0,
        () => false,
      ),
    ),
  );
  return removableFolders.filter((_, i) => filled[i]);
}
