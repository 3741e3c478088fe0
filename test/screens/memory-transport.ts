// A transport without a shell. It sends the answers and events that a scene defines.
import {
  type LogEntry,
  type NumberedEvent,
  type PlainStationError,
  packPreview,
  previewCredit,
  type ShellMessage,
  StationError,
  type StationSnapshot,
} from '../../src-inference/contract/index.ts';
import type { StationCommand, StationCommands, Transport } from '../../src-renderer/station/index.ts';

/** Answers by command. Any other command is refused, so that a missing answer is noticed. */
export type Answers = {
  readonly [Name in StationCommand]?:
    | ((input: StationCommands[Name]['input']) => StationCommands[Name]['output'])
    | PlainStationError;
};

export interface Script {
  readonly welcome: (ShellMessage & { readonly kind: 'welcome' }) | null;
  readonly snapshot: StationSnapshot | null;
  readonly log: readonly LogEntry[];
  /** Sent one after the other once the snapshot was given. */
  readonly events: readonly NumberedEvent[];
  /** What happens after the snapshot: the connection ends, or the state of the engine changes. */
  readonly after: 'lost' | 'refused' | (ShellMessage & { readonly kind: 'engine' }) | null;
  readonly answers: Answers;
  /** JPEG; null: no picture comes. */
  readonly picture: Uint8Array | null;
}

export function memoryTransport(script: Script): Transport {
  return {
    connect(listener) {
      let open = true;
      const later = (run: () => void): void => void setTimeout(() => open && run(), 0);
      if (script.welcome === null && script.after === 'refused') later(() => listener.ended('refused'));
      if (script.welcome !== null) later(() => listener.message(script.welcome!));
      const afterwards = (): void => {
        for (const event of script.events) listener.message({ kind: 'event', event });
        if (script.after === 'lost' || script.after === 'refused') listener.ended(script.after);
        else if (script.after !== null) listener.message(script.after);
      };
      return {
        send({ id, command, input }) {
          later(() => {
            try {
              const output = answer(script, command as StationCommand, input);
              listener.message({ kind: 'answer', id, output: structuredClone(output) });
              if (command === 'readLog') afterwards();
            } catch (thrown) {
              const error = thrown as StationError;
              listener.message({ kind: 'failure', id, error: error.toJSON() });
            }
          });
        },
        close() {
          open = false;
        },
      };
    },
    async openPreview() {
      const { port1, port2 } = new MessageChannel();
      let sequence = 0;
      port1.onmessage = ({ data }) => {
        if (data !== previewCredit || script.picture === null) return;
        const capturedAt = performance.timeOrigin + performance.now();
        const picture = {
          data: script.picture,
          width: 1280,
          height: 720,
          sequence,
          capturedAt,
          handedOnAt: capturedAt,
        };
        sequence += 1;
        setTimeout(() => port1.postMessage(packPreview(picture).buffer), 200);
      };
      return { kind: 'port', port: port2 };
    },
  };
}

function answer(script: Script, command: StationCommand, input: unknown): unknown {
  if (command === 'snapshot' && script.snapshot !== null) return script.snapshot;
  if (command === 'readLog') return { entries: script.log, more: false };
  const scripted = script.answers[command];
  if (typeof scripted === 'function') return (scripted as (input: unknown) => unknown)(input);
  throw scripted === undefined
    ? new StationError('not_possible', `The scene has no answer to "${command}".`)
    : StationError.from(scripted);
}
