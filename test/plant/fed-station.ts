// A station without its engine, in the process of the test: journals that the test writes, the real outbox, and the real connections.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinkSpec } from '../../src-inference/contract/index.ts';
import { LinkService } from '../../src-inference/links/link-service.ts';
import type { LinkReport } from '../../src-inference/links/thread/thread-messages.ts';
import { initialSettings, initialSnapshot } from '../../src-inference/workplace/initial-state.ts';

export class FedStation implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'stepwatch-fed-'));
  readonly record = join(this.folder, 'record');
  /** The last one, and how often the connection was made. */
  report: LinkReport | null = null;
  connections = 0;
  private service: LinkService | null = null;
  private readonly looking = new Set<() => void>();

  start(spec: LinkSpec): void {
    this.service = new LinkService(
      { record: this.record, outbox: join(this.folder, 'outbox.sqlite') },
      (said) => {
        if (said.kind !== 'report') return;
        if (said.report.state === 'connected' && this.report?.state !== 'connected') this.connections += 1;
        this.report = said.report;
        for (const look of this.looking) look();
      },
    );
    const settings = initialSettings(
      { directory: this.folder, defaults: { model: '', recipes: [], folders: [] }, source: null },
      new Date(),
    );
    this.service.takeSnapshot(initialSnapshot(settings, 'test', 0));
    this.service.follow([{ id: 'plant', enabled: true, spec }]);
  }

  /** Resolves when the state of the connection fits. */
  until(fits: (report: LinkReport) => boolean): Promise<LinkReport> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.report === null || !fits(this.report)) return;
        this.looking.delete(look);
        resolve(this.report);
      };
      this.looking.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    await this.service?.close();
    this.service = null;
    this.report = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}
