// Changes settings and puts what changed in force; tries connections and servers before they are saved.
import type {
  InferenceServerSpec,
  LinkSetting,
  Requester,
  ServerTest,
  SettingsChange,
} from '../contract/index.ts';
import type { Links } from '../links/index.ts';
import { readModelCard, testServers } from '../model/index.ts';
import type { Retention } from '../retention/index.ts';
import type { Configuration } from './configuration.ts';
import { type ConfiguredOutputs, nameSettings } from './configured-outputs.ts';
import { recallServer, recallServerToken, running } from './inference-servers.ts';
import { recallLinkSecret } from './link-secrets.ts';
import { namedPaths } from './named-paths.ts';
import type { Roots } from './roots.ts';
import { checkChange } from './settings-change.ts';
import { mustBeWithin } from './settings-in-force.ts';
import type { Setup } from './setup.ts';
import type { SnapshotStore } from './snapshot-store.ts';

interface Context {
  readonly configuration: Configuration;
  readonly snapshot: SnapshotStore;
  readonly setup: Setup;
  readonly outputs: ConfiguredOutputs;
  readonly links: Links;
  readonly retention: Retention;
  readonly roots: Roots;
  readonly now: () => Date;
}

export class SettingsControl {
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** @throws StationError `settings_invalid`, `outside_roots`; nothing is changed then. */
  change(change: SettingsChange, from: Requester): Promise<void> {
    const { configuration, setup, snapshot, outputs, links, retention, roots, now } = this.context;
    return configuration.enqueue(async () => {
      const before = configuration.settings;
      await mustBeWithin(namedPaths(change), roots);
      await checkChange(change, change.model === undefined ? setup.card : null);
      const after = {
        ...before,
        ...change,
        outputs: nameSettings(change.outputs ?? before.outputs),
        links: nameSettings(change.links ?? before.links).map((link) => recallLinkSecret(link, before.links)),
        inferenceServer: recallServer(change.inferenceServer, before.inferenceServer),
      };
      const savedAt = now();
      await configuration.save(after, from);
      const isModelNew =
        (change.model !== undefined && change.model !== before.model) ||
        JSON.stringify(running(after.inferenceServer)) !== JSON.stringify(running(before.inferenceServer));
      if (isModelNew || (change.model !== undefined && snapshot.current.model.state === 'failed')) {
        await setup.loadModel();
        await setup.openStored(null);
      } else await setup.refreshPlan();
      if (change.outputs) await outputs.follow(after.outputs);
      if (change.links) links.follow(after.links, savedAt);
      if (change.retention || change.recordings !== undefined) retention.settingsChanged();
    });
  }

  /** The project that teaches this station from now on. @param directory Absolute. */
  teachBy(directory: string): Promise<void> {
    const { configuration } = this.context;
    return configuration.enqueue(async () => {
      if (configuration.settings.teach === directory) return;
      await configuration.save({ ...configuration.settings, teach: directory });
    });
  }

  /** @param path That a screen sent. @throws StationError `outside_roots`. */
  mustAllow(path: string): Promise<void> {
    return this.context.roots.mustHold(path);
  }

  /** See the command `allowPath`. */
  allow(path: string): void {
    this.context.roots.allow(path);
  }

  /** @throws StationError that says what is wrong with the connection. */
  async testLink(link: LinkSetting): Promise<void> {
    const { links, configuration, roots } = this.context;
    await mustBeWithin(namedPaths({ links: [link] }), roots);
    await links.test(recallLinkSecret(link, configuration.settings.links));
  }

  /**
   * Tries every inference server with the card of the model in the settings.
   *
   * @throws StationError, see the command.
   */
  async testInferenceServer(spec: InferenceServerSpec): Promise<readonly ServerTest[]> {
    const { configuration, roots } = this.context;
    const { model, inferenceServer } = configuration.settings;
    await mustBeWithin(namedPaths({ inferenceServer: { enabled: true, spec } }), roots);
    const complete = recallServerToken(spec, inferenceServer?.spec ?? null);
    return testServers(this.context.setup.card ?? (await readModelCard(model)), complete);
  }
}
