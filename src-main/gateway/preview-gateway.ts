// One preview on its way to one screen: a credit comes, the newest picture goes, nothing queues up. The output of the
// engine is attached for as long as the port is open, and again after an engine was lost: the screen need not know.
import {
  type NumberedEvent,
  type PreviewFrame,
  type PreviewSpec,
  packPreview,
  previewCredit,
} from '../../src-inference/contract/index.ts';
import type { Supervisor } from '../supervisor/index.ts';

/** A screen that asks for pictures and does not take them. */
const longestQueueBytes = 4_000_000;

export interface PreviewPort {
  send(envelope: Uint8Array<ArrayBuffer>): void;
  /** Text, or whatever plain data the port carries. */
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Bytes that were handed over and are not sent yet; 0 where the port does not tell. */
  buffered(): number;
  close(reason: 'slow' | 'invalid'): void;
}

/** Serves a preview until its port closes. */
export function connectPreview(port: PreviewPort, spec: PreviewSpec, supervisor: Supervisor): void {
  const preview = new PreviewConnection(port, spec, supervisor);
  void preview.serve();
}

class PreviewConnection {
  private readonly port: PreviewPort;
  private readonly spec: PreviewSpec;
  private readonly supervisor: Supervisor;
  /** Number by which this engine names the output; null while it is not attached. */
  private output: number | null = null;
  private attaching = false;
  private asking = false;
  private credit = false;
  private open = true;
  /** Of the picture that was sent last: rises also when an engine began to count anew. */
  private sequence = 0;
  /** Rises when a picture may be there that was not there before. */
  private chances = 0;

  constructor(port: PreviewPort, spec: PreviewSpec, supervisor: Supervisor) {
    this.port = port;
    this.spec = spec;
    this.supervisor = supervisor;
    const endings = [
      supervisor.onState(({ state }) => {
        this.output = null;
        if (state === 'running') this.tryAgain();
      }),
      supervisor.onEvent((event) => this.hear(event)),
    ];
    port.onClose(() => {
      this.open = false;
      for (const end of endings) end();
      this.detach();
    });
    port.onMessage((message) => {
      if (message !== previewCredit) return port.close('invalid');
      this.credit = true;
      void this.serve();
    });
  }

  /** Does what can be done now: attaches, or gives the picture that was asked for. */
  async serve(): Promise<void> {
    if (!this.open || this.supervisor.state.state !== 'running') return;
    if (this.output === null) return this.attach();
    if (!this.credit || this.asking) return;
    this.asking = true;
    const { output, chances } = this;
    const frame = await this.supervisor.request('nextPreview', { output }).catch(() => null);
    this.asking = false;
    if (this.output !== output) return this.serve();
    if (frame) this.give(frame);
    // No picture yet. What made one possible may have been heard before this answer.
    else if (this.chances !== chances) await this.serve();
  }

  private async attach(): Promise<void> {
    if (this.attaching) return;
    this.attaching = true;
    const { chances } = this;
    let engine = true;
    const end = this.supervisor.onState(() => {
      engine = false;
    });
    // No preview can be attached now: another event, or another engine, is the next chance.
    const output = await this.supervisor.request('attachOutput', this.spec).catch(() => null);
    end();
    this.attaching = false;
    // The number is one of an engine that is gone.
    if (!engine) return this.serve();
    this.output = output;
    if (!this.open) return this.detach();
    if (output !== null || this.chances !== chances) await this.serve();
  }

  private give(frame: PreviewFrame): void {
    if (!this.open) return;
    if (this.port.buffered() > longestQueueBytes) return this.port.close('slow');
    this.credit = false;
    this.sequence += 1;
    const handedOnAt = Date.now();
    const ageMilliseconds = Number(process.hrtime.bigint()) / 1e6 - frame.captureSeconds * 1000;
    this.port.send(
      packPreview({
        ...frame,
        sequence: this.sequence,
        capturedAt: handedOnAt - ageMilliseconds,
        handedOnAt,
      }),
    );
  }

  private hear({ event }: NumberedEvent): void {
    if (event.type === 'outputState' && event.output === this.output) {
      if (event.state === 'failed' || event.state === 'ended') this.output = null;
      else if (event.state === 'running') this.tryAgain();
    } else if (event.type === 'modelState' || (event.type === 'sourceState' && event.state === 'playing')) {
      this.tryAgain();
    }
  }

  private tryAgain(): void {
    this.chances += 1;
    void this.serve();
  }

  private detach(): void {
    if (this.output === null) return;
    this.supervisor.request('detachOutput', { output: this.output }).catch(() => undefined);
    this.output = null;
  }
}
