// Where everything stands on the bench of the pump controller. It is one bench: left-handed people work at it as it is.
import type { Random } from '../random.ts';
import type { Operator, Scene } from '../variation.ts';
import type { Point } from '../view.ts';
import type { Catalogue, Layout } from '../world.ts';
import type { Action } from './actions.ts';

export const tools = ['driver', 'sealer', 'scanner'] as const;
export type Tool = (typeof tools)[number];

export const binned = ['housing', 'board', 'inlet', 'outlet', 'cable', 'cover'] as const;
export type Binned = (typeof binned)[number];

/** Parts from bins, what tools leave on the unit, and the tools themselves. */
export const partKinds = [...binned, 'bead', 'screw', ...tools] as const;
export type PartKind = (typeof partKinds)[number];

export const controllerParts: Catalogue<PartKind, Action> = {
  kinds: partKinds,
  heights: {
    housing: 2,
    board: 0.1,
    inlet: 0.1,
    outlet: 0.1,
    cable: 0.1,
    cover: 0.7,
    bead: 0,
    screw: 0,
    driver: 0,
    sealer: 0,
    scanner: 0,
  },
  partsOf: {
    load_housing: ['housing'],
    fit_board: ['board'],
    fit_inlet_seal: ['inlet'],
    fit_outlet_seal: ['outlet'],
    plug_cable: ['cable'],
    close_cover: ['cover'],
  },
};

export type ControllerLayout = Layout<PartKind>;

/** Half of the width and of the depth of what stands at a bin's place, in centimetres. */
export const halfBins: Readonly<Record<Binned, readonly [number, number]>> = {
  housing: [5.6, 4.6],
  board: [3.6, 4],
  inlet: [3.1, 2.7],
  outlet: [3.1, 2.7],
  cable: [3.4, 3],
  cover: [5.6, 4.6],
};

const places: ControllerLayout = {
  fixture: [0, -1, 0],
  bins: {
    housing: [-14.5, 11.5, 0],
    board: [-15.5, 0, 0],
    inlet: [-4.2, 14, 0],
    outlet: [3.4, 14, 0],
    cable: [-14, -9.5, 0],
    cover: [13, 14, 0],
    bead: [14.5, -10.5, 0],
    screw: [11, -5, 0],
    driver: [11, -5, 0],
    sealer: [14.5, -10.5, 0],
    scanner: [8, -12.5, 0],
  },
  tray: [16.5, 3.5, 0],
  aside: [-8, -13, 0],
};

export function makeLayout(_operator: Operator, scene: Scene<PartKind>, random: Random): ControllerLayout {
  const draw = random.stream('layout');
  const stand = (point: Point): Point => [
    point[0] + draw.range(-1, 1) * scene.disorder,
    point[1] + draw.range(-1, 1) * scene.disorder,
    point[2],
  ];
  const bins = Object.fromEntries(partKinds.map((kind) => [kind, stand(places.bins[kind])])) as Record<
    PartKind,
    Point
  >;
  return {
    fixture: stand(places.fixture),
    // What a tool leaves comes from where the tool waits.
    bins: { ...bins, bead: bins.sealer, screw: bins.driver },
    tray: stand(places.tray),
    aside: stand(places.aside),
  };
}
