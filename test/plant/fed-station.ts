// A station without its engine, in this process: journals that a test writes, the real outbox, and the real connections.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinkSpec, NumberedEvent, StationSnapshot } from '../../src-inference/contract/index.ts';
import { LinkService } from '../../src-inference/links/link-service.ts';
import type { LinkReport } from '../../src-inference/links/thread/thread-messages.ts';
import { initialSettings, initialSnapshot } from '../../src-inference/workplace/initial-state.ts';

export class FedStation implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'stepwatch-fed-'));
  readonly record = join(this.folder, 'record');
  readonly outbox = join(this.folder, 'outbox.sqlite');
  private readonly reports = new Map<string, LinkReport>();
  private service: LinkService | null = null;
  private readonly looking = new Set<() => void>();

  start(specs: LinkSpec | readonly LinkSpec[], more: Partial<StationSnapshot> = {}): void {
    this.service = new LinkService(
      { record: this.record, evidence: '', rollouts: '', outbox: this.outbox },
      (said) => {
        if (said.kind !== 'report') return;
        this.reports.set(said.report.link, said.report);
        for (const look of this.looking) look();
      },
    );
    const settings = initialSettings(
      { directory: this.folder, defaults: { model: '', recipes: [], folders: [] }, source: null },
      new Date(),
    );
    this.service.takeSnapshot({ ...initialSnapshot(settings, 'test', 0), ...more });
    const since = new Date().toISOString();
    this.service.follow(
      [specs].flat().map((spec, place) => ({ id: String(place), enabled: true, spec, since })),
    );
  }

  /** What the engine says when it has written an event to the journal. */
  take(event: NumberedEvent): void {
    this.service?.takeEvent(event);
  }

  /** The last one of the connection that is named first. */
  get report(): LinkReport | null {
    return this.reports.get('0') ?? null;
  }

  /** Resolves when the state of a connection fits. @param link Its place among those that were named. */
  until(fits: (report: LinkReport) => boolean, link = 0): Promise<LinkReport> {
    return new Promise((resolve) => {
      const look = (): void => {
        const report = this.reports.get(String(link));
        if (!report || !fits(report)) return;
        this.looking.delete(look);
        resolve(report);
      };
      this.looking.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    await this.service?.close();
    this.service = null;
    this.reports.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}
