// The second line, which no network of this repository knows: a pump controller, made at one bench under one camera.
// From recording to recording the people, the light and small things change, as they do in one workshop.
import type { Line } from '../line.ts';
import { drawCamera, drawScene, type Rgb } from '../variation.ts';
import { type Action, controller } from './actions.ts';
import { ControllerDirector } from './director.ts';
import { type ControllerLayout, makeLayout, type PartKind } from './layout.ts';
import { ControllerStage } from './stage.ts';

const colors: Readonly<Record<PartKind, Rgb>> = {
  housing: [178, 184, 190],
  board: [34, 128, 72],
  inlet: [92, 40, 38],
  outlet: [46, 44, 50],
  cable: [232, 190, 44],
  cover: [52, 96, 150],
  bead: [244, 240, 232],
  screw: [222, 222, 214],
  driver: [228, 104, 30],
  sealer: [236, 236, 230],
  scanner: [44, 46, 52],
};

export const controllerLine: Line<PartKind, Action, ControllerLayout> = {
  product: controller,
  populationSeed: 'controller line',
  population: {
    train: { operators: 24, cameras: 1 },
    val: { operators: 8, cameras: 1 },
    test: { operators: 24, cameras: 1 },
  },
  workspace: { x: [-21, 22], y: [-15, 19], z: [0, 4] },
  drawCamera(_split, _index, everyone, random) {
    // It hangs to the left of the operator, higher and further away than those of the coupling, and is bumped now and then.
    const camera = drawCamera('train', 0, everyone, {
      elevation: [64, 64],
      azimuth: [-34, -34],
      distance: [170, 170],
      fill: [0.98, 0.98],
    });
    const draw = random.stream('camera');
    return {
      ...camera,
      id: 'controller-camera',
      elevation: camera.elevation + draw.normal(0, 0.5),
      azimuth: camera.azimuth + draw.normal(0, 0.7),
      roll: draw.normal(0, 0.4),
      offset: [draw.range(-0.012, 0.012), draw.range(-0.012, 0.012)],
      exposure: draw.range(0.9, 1.1),
      shake: draw.range(0, 0.4),
    };
  },
  drawScene(_everyone, random) {
    const today = drawScene(random, () => colors);
    return {
      ...today,
      // The lamp stays where it is; daylight comes and goes.
      light: { ...today.light, slope: [0.34, 0.2] },
      bench: { material: 'laminate', color: [206, 204, 196], mat: null },
      bins: [
        [150, 156, 164],
        [60, 66, 76],
        [176, 60, 50],
        [70, 74, 84],
        [96, 104, 112],
        [52, 96, 150],
      ],
      clutter: today.clutter * 0.6,
      disorder: 0.35,
    };
  },
  makeLayout,
  direct: (scenario, operator, layout, random) =>
    new ControllerDirector(operator, layout, random.stream('motion'), scenario.laid).play(scenario),
  openStage: (setup) => new ControllerStage(setup),
  truthOf: null,
};
