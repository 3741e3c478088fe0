// The folder of a station that has worked for some time: its journals, its recordings and its evidence.
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type EngineEvent,
  localDay,
  type PartId,
  type Verdict,
  type WrittenEvidence,
} from '../src-inference/contract/index.ts';
import { openRecord } from '../src-inference/record/index.ts';
import { initialSettings } from '../src-inference/workplace/initial-state.ts';

export interface KeptPart {
  readonly ageDays: number;
  readonly verdict: Verdict | null;
  /** Of its recording; 0: it has none. */
  readonly recordedBytes?: number;
  /** Of its evidence, in all; 0: it has none. */
  readonly evidenceBytes?: number;
  readonly kept?: boolean;
  readonly seen?: boolean;
}

export interface MadeStation {
  /** In the order of the parts. */
  readonly parts: readonly { readonly id: PartId; readonly recording: string; readonly evidence: string }[];
}

const day = 24 * 3600_000;

/** @param directory Folder of the station; its recordings are in `recordings` below it. */
export function makeKeptStation(
  directory: string,
  parts: readonly KeptPart[],
  today = new Date(),
): MadeStation {
  const record = join(directory, 'record');
  const recordings = join(directory, 'recordings');
  mkdirSync(recordings, { recursive: true });
  const settings = initialSettings(
    { directory, source: null, defaults: { model: '/model', recipes: [], folders: [] } },
    today,
  );
  let moment = 0;
  const now = (): Date => new Date(moment);
  let recorder: ReturnType<typeof openRecord> | null = null;
  let opened = '';
  let sequence = 0;
  const turnToDay = (): void => {
    if (opened !== localDay(now())) {
      recorder?.close();
      recorder = openRecord({ directory: record, now });
      opened = localDay(now());
      recorder.write({
        sequence: ++sequence,
        at: now().toISOString(),
        event: { type: 'settingsChanged', settings },
      });
      recorder.write({ sequence: ++sequence, at: now().toISOString(), event: runStarted });
    }
  };
  /** It has worked on each day. */
  const workUntil = (later: number): void => {
    while (moment !== 0 && moment + day < later) {
      moment += day;
      turnToDay();
    }
    moment = Math.max(moment, later);
  };
  const write = (event: EngineEvent): string => {
    moment += 10;
    turnToDay();
    const at = now().toISOString();
    recorder!.write({ sequence: ++sequence, at, event });
    return at;
  };
  const writeFile = (path: string, bytes: number): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.alloc(bytes, 1));
    utimesSync(path, now(), now());
  };
  const made = parts.map((part, index) => {
    const { ageDays, verdict, recordedBytes = 0, evidenceBytes = 0, kept = false, seen = false } = part;
    workUntil(today.getTime() - ageDays * day);
    const recording = join(recordings, `part-${index}.mp4`);
    const atSeconds = index * 10;
    if (recordedBytes > 0) {
      write(recordingBegins(recording, atSeconds));
      writeFile(recording, recordedBytes);
    }
    const id = write({ type: 'partStarted', part: index + 1, atSeconds, code: null });
    const end = { part: index + 1, atSeconds: atSeconds + 9 };
    if (verdict === null) write({ type: 'partAborted', ...end, reason: 'abandoned' });
    else write({ type: 'partEnded', ...end, verdict, cycleSeconds: 9, steps: [] });
    const evidence = join(directory, 'evidence', localDay(new Date(id)), `part-${index}`);
    if (evidenceBytes > 0) {
      const written = evidenceIn(`${localDay(new Date(id))}/part-${index}`, evidenceBytes);
      for (const { name, bytes } of [...written.clips, written.judgement]) {
        writeFile(join(directory, 'evidence', name), bytes);
      }
      write({ type: 'evidenceKept', id, evidence: written });
    }
    if (kept) write({ type: 'partKept', id, kept, by: 'Eva' });
    if (seen) write({ type: 'evidenceSeen', id, by: 'Eva' });
    return { id, recording, evidence };
  });
  workUntil(today.getTime() - 1000);
  (recorder as ReturnType<typeof openRecord> | null)?.close();
  return { parts: made };
}

const runStarted: EngineEvent = {
  type: 'runStarted',
  source: {
    name: 'udp://:5000',
    width: 0,
    height: 0,
    durationSeconds: null,
    framesPerSecond: null,
    codec: null,
  },
  model: 'made',
  network: { precision: 'fp32', target: null, backend: 'cpu', reason: '' },
  recipe: 'made recipe',
  recipeSteps: 1,
};

function recordingBegins(target: string, fromSeconds: number): EngineEvent {
  const common = { output: 1, kind: 'recording', state: 'running', error: null, setting: 'r' } as const;
  return { type: 'outputState', ...common, target, fromSeconds };
}

function evidenceIn(folder: string, bytes: number): WrittenEvidence {
  const judgement = { name: `${folder}/evidence.json`, bytes: 10 };
  const clip = { name: `${folder}/clip.mp4`, bytes: bytes - 10, fromSeconds: 0, seconds: 9, mistakes: [] };
  return { clips: [clip], pictures: [], judgement, bytes };
}
