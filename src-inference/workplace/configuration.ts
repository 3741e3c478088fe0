// What a person has configured. Changes run one after the other, reach the disk, and are published.
import PQueue from 'p-queue';
import { byStation, type Requester, type StationSettings } from '../contract/index.ts';
import type { EventLog } from '../station/index.ts';
import { type AuditedChange, settingsChanges } from './audit.ts';
import { redactSettings } from './redaction.ts';
import type { SettingsFile } from './settings-file.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export class Configuration {
  private readonly file: SettingsFile;
  private readonly eventLog: EventLog;
  private readonly snapshot: SnapshotStore;
  private readonly queue = new PQueue({ concurrency: 1 });
  private isCatchingUp = false;

  constructor(file: SettingsFile, eventLog: EventLog, snapshot: SnapshotStore) {
    this.file = file;
    this.eventLog = eventLog;
    this.snapshot = snapshot;
  }

  /** With passwords: they must not leave this machine. */
  get settings(): StationSettings {
    return this.file.current;
  }

  /** Runs a command that changes something when those before it are done. A command must not queue another and wait for it. */
  enqueue<Result>(command: () => Promise<Result>): Promise<Result> {
    return this.queue.add(command);
  }

  /** Resolves when every command in the queue is done. */
  async idle(): Promise<void> {
    await this.queue.onIdle();
  }

  /**
   * To be called by a queued command.
   *
   * @param from Who asked for it.
   * @throws StationError `record_unwritable`; then the settings are as they were.
   */
  async save(settings: StationSettings, from: Requester = byStation): Promise<void> {
    const before = this.settings;
    await this.file.save(settings);
    await this.tell(before, from);
  }

  /**
   * To be called by a queued command, for what people do at work: it holds at once, and is written as soon as that is possible.
   */
  async hold(settings: StationSettings, from: Requester = byStation): Promise<void> {
    const before = this.settings;
    await this.file.hold(settings);
    await this.tell(before, from);
  }

  /** To be called now and then: writes what could not be written, or what somebody has deleted. */
  catchUp(): void {
    if (this.isCatchingUp || !this.file.isUnwritten) return;
    this.isCatchingUp = true;
    this.enqueue(() => this.file.save(this.settings))
      .catch(() => undefined)
      .finally(() => {
        this.isCatchingUp = false;
      });
  }

  private async tell(before: StationSettings, from: Requester): Promise<void> {
    await this.publish();
    // It is written at once. Nobody waits for the port: a model is changed in the moment between two parts.
    for (const change of settingsChanges(before, this.settings))
      void this.audit(change, from).catch(() => undefined);
  }

  /** Puts a change into the trail. */
  audit(change: AuditedChange, from: Requester): Promise<void> {
    const by = { ...from, operator: this.snapshot.current.operator };
    return this.eventLog.publish({ type: 'audited', ...change, by });
  }

  publish(): Promise<void> {
    return this.eventLog.publish({ type: 'settingsChanged', settings: redactSettings(this.settings) });
  }
}
