// Shared by the tests of the workplace: a model that names colours, recipes of colours, and engines that end with the test.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { WorkplaceOptions } from '../src-inference/contract/index.ts';
import { EngineOnWire } from './engine-on-wire.ts';
import { makeColours } from './media-files.ts';
import { makeColourModel } from './onnx-models.ts';

export const rgb = 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n';

export interface WorkplaceFolder {
  readonly folder: string;
  at(name: string): string;
  /** Starts an engine that ends when the test is over. */
  open(name: string, more?: Partial<WorkplaceOptions>): Promise<EngineOnWire>;
}

/** Call it inside of `describe`. */
export function workplaceFolder(): WorkplaceFolder {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-workplace-'));
  const at = (name: string): string => join(folder, name);
  const engines: EngineOnWire[] = [];
  makeColourModel(at('model'));
  writeFileSync(at('rgb.yaml'), rgb);
  writeFileSync(at('rg.yaml'), 'name: rg\ntitle: Two colours\nsteps: [red, green]\n');
  afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.stop())));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    at,
    async open(name, more = {}) {
      const engine = new EngineOnWire();
      engines.push(engine);
      await engine.request('openWorkplace', {
        directory: at(name),
        defaults: { model: at('model'), recipes: [at('rgb.yaml'), at('rg.yaml')], folders: [folder] },
        source: null,
        ...more,
      });
      return engine;
    },
  };
}

type Colour = 'red' | 'green' | 'blue';

/** One second of nothing, then each colour for 40 frames followed by one second of nothing, then three more seconds. */
export function makeParts(path: string, colours: readonly Colour[]): string {
  const pause = ['black', 30] as const;
  const shown = colours.flatMap((colour) => [[colour, 40] as const, pause]);
  return makeColours(path, [pause, ...shown, pause, pause, pause]);
}
