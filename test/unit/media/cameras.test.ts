import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listCameras } from '../../../src-inference/media/cameras.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-cameras-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the list of cameras', () => {
  it('has each camera once, by number, without its metadata nodes', async () => {
    for (const [node, name, index] of [
      ['video10', 'Bench camera', '0'],
      ['video2', 'USB camera', '0'],
      ['video3', 'USB camera', '1'],
      ['v4l-subdev0', 'sensor', '0'],
    ] as const) {
      mkdirSync(join(folder, node));
      writeFileSync(join(folder, node, 'name'), `${name}\n`);
      writeFileSync(join(folder, node, 'index'), `${index}\n`);
    }
    expect(await listCameras(folder)).toEqual([
      { device: '/dev/video2', name: 'USB camera' },
      { device: '/dev/video10', name: 'Bench camera' },
    ]);
  });

  it('is empty without cameras', async () => {
    expect(await listCameras(join(folder, 'nothing'))).toEqual([]);
  });
});
