// Measures what decoding, annotation and shared memory cost: three runs, each with one stage more than the one before. It
// measures CPU time, because the stages of a pipeline run in parallel.
import type { Commands, MediaTimes, OutputSpec } from '../contract/index.ts';
import { OutputSet, openSource } from '../media/index.ts';

/** How often the text on the video changes: as in a station with this hop. */
const textSeconds = 0.25;

type Input = Commands['timeMedia']['input'];

export async function timeMedia(input: Input): Promise<MediaTimes> {
  const memory = (annotation: 'none' | 'live'): OutputSpec => ({
    kind: 'sharedMemory',
    path: input.sharedMemory,
    annotation,
  });
  const decode = await timeRun(input, null);
  const output = await timeRun(input, memory('none'));
  const annotated = await timeRun(input, memory('live'));
  return {
    decode,
    output: Math.max(0, output - decode),
    annotate: Math.max(0, annotated - output),
  };
}

/** @returns Milliseconds of CPU time for one second of video. */
async function timeRun({ video, width, height }: Input, spec: OutputSpec | null): Promise<number> {
  const outputs = spec && makeOutputs();
  if (spec) await outputs!.attach(spec);
  const before = process.cpuUsage();
  const source = await openSource(
    { kind: 'file', path: video, pace: 'asFastAsPossible', loop: false },
    { size: { width, height }, router: outputs?.router ?? null, onState: () => undefined },
  );
  let seconds = 0;
  let nextText = 0;
  try {
    outputs?.sourcePlays(source.info);
    for await (const frame of source.frames()) {
      seconds = frame.presentationSeconds;
      if (seconds < nextText) continue;
      outputs?.annotate(`<b>${seconds.toFixed(2)}</b>`, null);
      nextText = seconds + textSeconds;
    }
  } finally {
    await source.close();
    await outputs?.close();
  }
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000 / Math.max(seconds, 1);
}

function makeOutputs(): OutputSet {
  return new OutputSet({
    context: () => ({ alignedDelaySeconds: 0, recipe: null }),
    sourceSeconds: () => 0,
    film: null,
    onState: () => undefined,
  });
}
