// Where everything stands on the bench of a right-handed operator; mirrored in x for a left-handed one.
import type { Random } from '../random.ts';
import type { Operator, Scene } from '../variation.ts';
import type { Point } from '../view.ts';
import type { Catalogue, Layout } from '../world.ts';
import type { Action } from './actions.ts';

export const partKinds = ['plate', 'spacer', 'disk', 'separator', 'washer', 'lid'] as const;
export type PartKind = (typeof partKinds)[number];

export const couplingParts: Catalogue<PartKind, Action> = {
  kinds: partKinds,
  heights: { plate: 0.8, spacer: 0.8, disk: 0.45, separator: 0.25, washer: 0.22, lid: 1.3 },
  partsOf: {
    riveted_start: ['plate'],
    spacer: ['spacer'],
    greased_disk: ['disk'],
    separator: ['separator'],
    spacer_and_washer: ['spacer', 'washer'],
    install_lid: ['lid'],
  },
};

export interface CouplingLayout extends Layout<PartKind> {
  /** Foot of the press column, and where its ram waits. */
  readonly press: Point;
  readonly ramRest: Point;
}

export const binSize: readonly [number, number] = [8.2, 7.4];

const rightHanded: CouplingLayout = {
  fixture: [0, -3, 0],
  bins: {
    plate: [-19, 3, 0],
    spacer: [-14.5, 14, 0],
    disk: [-5, 16, 0],
    separator: [5, 16, 0],
    washer: [14.5, 14, 0],
    lid: [-18.5, -8.5, 0],
  },
  tray: [18, -9, 0],
  press: [12.5, 4.5, 0],
  ramRest: [20, 1, 8],
  aside: [-9, -14, 0],
};

export function makeLayout(operator: Operator, scene: Scene<PartKind>, random: Random): CouplingLayout {
  const draw = random.stream('layout');
  const stand = (point: Point): Point => [
    operator.dominant * (point[0] + draw.range(-1, 1) * scene.disorder),
    point[1] + draw.range(-1, 1) * scene.disorder,
    point[2],
  ];
  const bins = Object.fromEntries(partKinds.map((kind) => [kind, stand(rightHanded.bins[kind])]));
  return {
    fixture: stand(rightHanded.fixture),
    bins: bins as Record<PartKind, Point>,
    tray: stand(rightHanded.tray),
    press: [operator.dominant * rightHanded.press[0], rightHanded.press[1], 0],
    ramRest: [operator.dominant * rightHanded.ramRest[0], rightHanded.ramRest[1], rightHanded.ramRest[2]],
    aside: stand(rightHanded.aside),
  };
}
