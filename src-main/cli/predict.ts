// stepwatch predict VIDEO: prints the action of every window.
import type { EngineEvent, Precision, RunOptions } from '../../src-inference/contract/index.ts';
import { runFolders } from '../supervisor/index.ts';
import { fileSource } from './file-source.ts';
import { clock, percent, printJson, printLine } from './output.ts';
import { withEngine } from './with-engine.ts';

export async function predict(
  engineEntry: URL,
  options: { video: string; model: string; precision?: Precision; json: boolean },
): Promise<void> {
  const print = options.json ? printWindowJson : printWindow;
  const run: RunOptions = {
    source: fileSource(options.video),
    model: options.model,
    recipe: null,
    policy: null,
    recordDirectory: null,
    outputs: [],
    ...(options.precision !== undefined && { precision: options.precision }),
  };
  await withEngine(engineEntry, runFolders(run), print, (engine) => engine.request('run', run));
}

function printWindow(event: EngineEvent): void {
  if (event.type !== 'windowClassified') return;
  const times = `${clock(event.startSeconds).padStart(7)} ${clock(event.endSeconds).padStart(7)}`;
  printLine(`${times}  ${percent(event.probability).padStart(5)}  ${event.label}`);
}

function printWindowJson(event: EngineEvent): void {
  if (event.type !== 'windowClassified') return;
  printJson({
    start: event.startSeconds,
    end: event.endSeconds,
    label: event.label,
    probability: event.probability,
    probabilities: event.probabilities,
  });
}
