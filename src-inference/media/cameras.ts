// Video4Linux cameras as sysfs lists them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CameraInfo } from '../contract/index.ts';

const sysfs = '/sys/class/video4linux';

/**
 * The cameras. A camera may have several device nodes: that with index 0 has the pictures, the others have metadata
 * (`index` of drivers/media/v4l2-core/v4l2-dev.c in Linux).
 */
export async function listCameras(folder = sysfs): Promise<readonly CameraInfo[]> {
  const names = await readdir(folder).catch(() => []);
  const nodes = await Promise.all(
    names
      .filter((name) => /^video\d+$/.test(name))
      .map(async (name) => ({
        device: `/dev/${name}`,
        number: Number(name.slice('video'.length)),
        name: await readText(join(folder, name, 'name')),
        index: await readText(join(folder, name, 'index')),
      })),
  );
  return nodes
    .filter(({ index }) => index === '' || index === '0')
    .sort((a, b) => a.number - b.number)
    .map(({ device, name }) => ({ device, name: name || device }));
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
}
