// What changed bytes have made of files: it must be read to an end, and say nothing that cannot be.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readContainer } from '../../../src-inference/media/container/container.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-container-'));
afterAll(() => rmSync(folder, { recursive: true }));

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const box = (type: string, ...content: readonly Buffer[]): Buffer => {
  const bytes = Buffer.concat([Buffer.from(type, 'latin1'), ...content]);
  return Buffer.concat([number(bytes.length + 4), bytes]);
};
const full = (type: string, ...numbers: readonly number[]): Buffer =>
  box(type, ...[0, ...numbers].map(number));
const read = (bytes: Buffer) => {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return readContainer(path);
};

it('a box that says it is shorter than its header ends the list', async () => {
  const endless = Buffer.concat([number(1), Buffer.from('free'), Buffer.alloc(8)]);
  expect(await read(Buffer.concat([box('ftyp'), endless]))).toMatchObject({ isCutOff: true });
});

it('a file of nothing but empty boxes is given up', async () => {
  expect(await read(Buffer.concat(Array.from({ length: 250_000 }, () => box('free'))))).toMatchObject({
    videoSeconds: null,
  });
});

it('a track without a timescale has no length', async () => {
  const handler = box('hdlr', number(0), number(0), Buffer.from('vide'));
  const media = box('mdia', full('mdhd', 0, 0, 0, 0), handler);
  const track = box('trak', full('tkhd', 0, 0, 1, 0, 0), media);
  const moof = box('moof', box('traf', full('tfhd', 1), full('tfdt', 100)));
  const facts = await read(Buffer.concat([box('ftyp'), box('moov', full('mvhd', 0, 0, 0, 0), track), moof]));
  expect(facts).toMatchObject({ isCutOff: false, videoSeconds: null });
});

it('an animated picture is known by what GStreamer knows it by, also with a damaged header', async () => {
  expect(await read(Buffer.from('GIF8\ta\x01\0'))).toMatchObject({ isAnimatedPicture: true });
});
