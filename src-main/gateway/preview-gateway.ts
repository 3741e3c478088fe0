// Sends one preview to one screen. For each credit the screen gets the newest picture, so nothing queues up. The output
// stays attached to the engine for as long as the port is open, and is attached again to a new engine.
import {
  type NumberedEvent,
  type PreviewFrame,
  type PreviewSpec,
  packPreview,
  previewCredit,
} from '../../src-inference/contract/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import {
  nextPreviewState,
  outputOf,
  type PreviewAction,
  type PreviewInput,
  type PreviewState,
} from './preview-state.ts';

/** Above this the screen asks for pictures faster than it receives them, and is cut off. */
const maxQueuedBytes = 4_000_000;

export interface PreviewPort {
  send(envelope: Uint8Array<ArrayBuffer>): void;
  /** Text, or any plain data that the port carries. */
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Bytes that were given to the port and not sent yet; 0 where the port cannot tell. */
  buffered(): number;
  close(reason: 'slow' | 'invalid'): void;
}

/** Serves a preview until its port closes. */
export function connectPreview(port: PreviewPort, spec: PreviewSpec, supervisor: Supervisor): void {
  new PreviewConnection(port, spec, supervisor).open();
}

class PreviewConnection {
  private readonly port: PreviewPort;
  private readonly spec: PreviewSpec;
  private readonly supervisor: Supervisor;
  private state: PreviewState = { phase: 'noEngine', hasCredit: false };
  /** Counts the state changes of the engine: answers from before the last change are ignored. */
  private engineEpoch = 0;
  /** Number of the last picture. It goes on counting when a new engine begins at 1. */
  private sequence = 0;
  private readonly subscriptions: (() => void)[] = [];

  constructor(port: PreviewPort, spec: PreviewSpec, supervisor: Supervisor) {
    this.port = port;
    this.spec = spec;
    this.supervisor = supervisor;
  }

  open(): void {
    const { port, supervisor } = this;
    this.subscriptions.push(
      supervisor.onState(() => this.onEngineState()),
      supervisor.onEvent((event) => this.onEvent(event)),
    );
    port.onClose(() => this.handle({ type: 'portClosed' }));
    port.onMessage((message) => {
      if (message === previewCredit) this.handle({ type: 'credit' });
      else port.close('invalid');
    });
    this.onEngineState();
  }

  private handle(input: PreviewInput): void {
    const { state, action } = nextPreviewState(this.state, input);
    this.state = state;
    if (state.phase === 'closed') for (const unsubscribe of this.subscriptions.splice(0)) unsubscribe();
    if (action) this.perform(action);
  }

  private onEngineState(): void {
    this.engineEpoch += 1;
    this.handle({ type: this.supervisor.state.state === 'running' ? 'engineStarted' : 'engineLost' });
  }

  private onEvent({ event }: NumberedEvent): void {
    if (event.type === 'outputState') {
      if (event.output !== outputOf(this.state)) return;
      if (event.state === 'running') this.handle({ type: 'opportunity' });
      else if (event.state !== 'waiting') this.handle({ type: 'outputEnded', output: event.output });
    } else if (event.type === 'modelState' || (event.type === 'sourceState' && event.state === 'playing')) {
      this.handle({ type: 'opportunity' });
    }
  }

  private perform(action: PreviewAction): void {
    const { supervisor, engineEpoch } = this;
    const handle = (input: PreviewInput): void => {
      if (engineEpoch === this.engineEpoch) this.handle(input);
    };
    switch (action.type) {
      case 'attach':
        return supervisor.send('attachOutput', this.spec, {
          answered: (output) => handle({ type: 'attached', output }),
          failed: () => handle({ type: 'attachFailed' }),
        });
      case 'fetch': {
        const { output } = action;
        const failed = (): void => handle({ type: 'fetchFailed', output });
        const answered = (frame: PreviewFrame | null): void =>
          frame ? handle({ type: 'fetched', output, frame }) : failed();
        return supervisor.send('nextPreview', { output }, { answered, failed });
      }
      case 'detach': {
        // A failure means that the output, or its engine, is gone already.
        const ignore = (): void => undefined;
        return supervisor.send(
          'detachOutput',
          { output: action.output },
          { answered: ignore, failed: ignore },
        );
      }
      case 'deliver':
        return this.deliver(action.frame);
      default:
        return action satisfies never;
    }
  }

  private deliver(frame: PreviewFrame): void {
    if (this.port.buffered() > maxQueuedBytes) return this.port.close('slow');
    this.sequence += 1;
    const handedOnAt = Date.now();
    // `captureSeconds` is on the monotonic clock of this machine, which the engine and this process share.
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
}
