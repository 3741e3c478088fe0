// Everything about a video but its pixels: who works, what films, what happens, and when.
import type { Line } from './line.ts';
import { Random } from './random.ts';
import { makeScenario, type Scenario, type ScenarioKind } from './scenario.ts';
import { type CameraSetup, drawOperator, type Operator, type Scene, type Split } from './variation.ts';
import type { Layout, Timeline } from './world.ts';

export interface PlanRequest {
  readonly split: Split;
  readonly kind: ScenarioKind;
  readonly seed: string;
  /** 1-based step on which the mistake falls; drawn when left out. */
  readonly step?: number | undefined;
  readonly operator?: number | undefined;
  readonly camera?: number | undefined;
  /** Parts that are made one after the other, each of the same kind; 1 when left out. */
  readonly parts?: number | undefined;
}

export interface VideoPlan<Kind extends string, Action extends string, Place extends Layout<Kind>> {
  readonly random: Random;
  readonly scenario: Scenario<Kind, Action>;
  readonly operator: Operator;
  readonly camera: CameraSetup;
  readonly scene: Scene<Kind>;
  readonly layout: Place;
  readonly timeline: Timeline<Kind, Action>;
}

export function planVideo<Kind extends string, Action extends string, Place extends Layout<Kind>>(
  line: Line<Kind, Action, Place>,
  request: PlanRequest,
): VideoPlan<Kind, Action, Place> {
  const random = new Random(request.seed);
  const who = random.stream('who');
  const people = line.population[request.split];
  const operatorIndex = who.integer(0, people.operators - 1);
  const cameraIndex = who.integer(0, people.cameras - 1);
  const everyone = new Random(line.populationSeed);
  const operator = drawOperator(request.split, request.operator ?? operatorIndex, everyone);
  const camera = line.drawCamera(request.split, request.camera ?? cameraIndex, everyone, random);
  const scene = line.drawScene(everyone, random);
  const layout = line.makeLayout(operator, scene, random);
  const scenario = repeatScenario(request.parts ?? 1, random.stream('scenario'), (draw) =>
    makeScenario(line.product, request.kind, draw, request.step),
  );
  const timeline = line.direct(scenario, operator, layout, random);
  return { random, scenario, operator, camera, scene, layout, timeline };
}

function repeatScenario<Kind extends string, Action extends string>(
  parts: number,
  random: Random,
  make: (random: Random) => Scenario<Kind, Action>,
): Scenario<Kind, Action> {
  const first = make(random);
  const others = Array.from({ length: parts - 1 }, () => make(random).movements);
  return { ...first, movements: [...first.movements, ...others.flat()] };
}
