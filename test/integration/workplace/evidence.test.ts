// What a station keeps of parts that are not a pass: clips that show the mistake, pictures, the judgement.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  allParts,
  type EvidenceOfJudgement,
  recordingDefaults,
  type WrittenEvidence,
} from '../../../src-inference/contract/index.ts';
import { openSource } from '../../../src-inference/media/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

beforeAll(() => {
  // Green is missed in the first part, the second one is good.
  makeParts(at('missed.mp4'), ['red', 'blue', 'red', 'green', 'blue']);
});

/** Colour in the middle of each frame, with its time in the source. */
async function coloursIn(path: string, fromSeconds: number) {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: 8, height: 8 }, router: null, onState: () => undefined },
  );
  const colours: { readonly seconds: number; readonly colour: string }[] = [];
  for await (const { presentationSeconds, data } of source.frames()) {
    const [red, green, blue] = data.subarray(108, 111);
    const colour = red! > 128 ? 'red' : green! > 128 ? 'green' : blue! > 128 ? 'blue' : 'black';
    colours.push({ seconds: presentationSeconds + fromSeconds, colour });
  }
  await source.close();
  return colours;
}

async function summaryOf(engine: EngineOnWire, id: string) {
  const { parts } = await engine.request('listParts', { ...allParts, before: null, limit: 100 });
  return parts.find((part) => part.id === id)!;
}

const judgementOf = (directory: string, { judgement }: WrittenEvidence): EvidenceOfJudgement =>
  JSON.parse(readFileSync(join(directory, 'evidence', judgement.name), 'utf8'));

describe('evidence', () => {
  it('of a file: a clip that shows the mistake at its times, pictures of the windows that decided, the judgement; nothing of a pass', async () => {
    const engine = await open('file');
    await engine.request('openSource', { source: at('missed.mp4') });
    const filmed = await engine.until('mistakeFilmed');
    const { id, evidence } = await engine.until('evidenceKept');
    await engine.until('runEnded');
    expect(filmed).toMatchObject({ id, clip: { mistakes: [{ index: 2, label: 'green' }] } });
    const [clip] = evidence.clips;
    console.log(JSON.stringify(evidence, null, 1));
    const judgement = judgementOf(at('file'), evidence);
    console.log(JSON.stringify(judgement.mistakes).slice(0, 1500));
    const colours = await coloursIn(join(at('file'), 'evidence', clip!.name), clip!.fromSeconds);
    console.log(colours.length, [...new Set(colours.map(({ colour }) => colour))]);
    console.log(
      await summaryOf(engine, id),
      readdirSync(join(at('file'), 'evidence')),
      engine.events.filter(({ event }) => event.type === 'evidenceState'),
    );
    console.log((await engine.request('readPart', { id })).log.map(({ event }) => event.type));
  });
});
