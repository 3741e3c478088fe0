// The line that the demo network knows: RidgeRun's coupling, in many workshops with many people and cameras.
import type { Line } from '../line.ts';
import { drawCamera, drawScene, jitter, metal, type Rgb } from '../variation.ts';
import { type Action, coupling } from './actions.ts';
import { CouplingDirector } from './director.ts';
import { type CouplingLayout, makeLayout, type PartKind } from './layout.ts';
import { CouplingStage } from './stage.ts';
import { truthOf } from './truth.ts';

export const couplingLine: Line<PartKind, Action, CouplingLayout> = {
  product: coupling,
  populationSeed: 'coupling line',
  population: {
    train: { operators: 120, cameras: 60 },
    val: { operators: 4, cameras: 4 },
    test: { operators: 10, cameras: 8 },
  },
  workspace: { x: [-24, 24], y: [-17, 20], z: [0, 5] },
  drawCamera: (split, index, everyone) =>
    drawCamera(split, index, everyone, {
      elevation: [46, 64],
      azimuth: [-18, 18],
      distance: [80, 150],
      fill: [0.88, 0.99],
    }),
  drawScene: (_everyone, random) =>
    drawScene(random, (draw) => ({
      plate: metal(draw, 0.55, 0.85),
      spacer: draw.pick<Rgb>([metal(draw, 0.65, 0.95), [204, 168, 78], [228, 224, 206]]),
      disk: jitter(
        draw.pick<Rgb>([
          [150, 96, 30],
          [96, 60, 24],
          [58, 44, 34],
          [134, 84, 44],
        ]),
        draw,
        12,
      ),
      separator: jitter(
        draw.pick<Rgb>([
          [66, 116, 190],
          [168, 56, 48],
          [52, 140, 116],
        ]),
        draw,
        14,
      ),
      washer: metal(draw, 0.75, 0.95),
      lid: jitter(
        draw.pick<Rgb>([
          [40, 42, 46],
          [170, 50, 44],
          [180, 184, 188],
          [54, 90, 150],
          [210, 190, 70],
        ]),
        draw,
        12,
      ),
    })),
  makeLayout,
  direct: (scenario, operator, layout, random) =>
    new CouplingDirector(operator, layout, random.stream('motion'), scenario.laid).play(scenario),
  openStage: (setup) => new CouplingStage(setup),
  truthOf,
};
