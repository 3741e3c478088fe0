// What makes one line: everything that renderer, hands, camera, light and sensor do not know.
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Arm } from './arms.ts';
import type { Random } from './random.ts';
import type { Product, Scenario } from './scenario.ts';
import type { CameraSetup, Operator, Population, Scene, Split } from './variation.ts';
import type { Point, View, Workspace } from './view.ts';
import type { Layout, Stack, Timeline, WorldState } from './world.ts';

export interface Line<Kind extends string, Action extends string, Place extends Layout<Kind> = Layout<Kind>> {
  readonly product: Product<Kind, Action>;
  /** The seed of all operators and cameras: a split always has the same people and views. */
  readonly populationSeed: string;
  readonly population: Population;
  readonly workspace: Workspace;
  /** @param everyone Draws the people and cameras of the line. @param random Draws what differs from video to video. */
  drawCamera(split: Split, index: number, everyone: Random, random: Random): CameraSetup;
  drawScene(everyone: Random, random: Random): Scene<Kind>;
  makeLayout(operator: Operator, scene: Scene<Kind>, random: Random): Place;
  direct(
    scenario: Scenario<Kind, Action>,
    operator: Operator,
    layout: Place,
    random: Random,
  ): Timeline<Kind, Action>;
  openStage(setup: StageSetup<Kind, Place>): Stage<Kind>;
  /** What training is told beside the labels; null where there is nothing. */
  readonly truthOf:
    | ((
        timeline: Timeline<Kind, Action>,
        layout: Place,
        view: View,
        frameCount: number,
        frameSeconds: number,
      ) => object)
    | null;
}

export interface StageSetup<Kind extends string, Place extends Layout<Kind>> {
  readonly view: View;
  readonly scene: Scene<Kind>;
  readonly layout: Place;
  readonly random: Random;
}

/** Draws what is on a bench, but no arms. */
export interface Stage<Kind extends string> {
  /** Everything that does not move while the state lasts. */
  drawStill(context: SKRSContext2D, state: WorldState<Kind>): void;
  /** @param devices Where the devices of the timeline are now. */
  drawDevices(context: SKRSContext2D, devices: readonly Point[]): void;
  drawHeld(context: SKRSContext2D, held: Stack<Kind>, arm: Arm): void;
  /** What sticks out of the hand that holds it; drawn after the hand. */
  drawAboveHand(context: SKRSContext2D, held: Stack<Kind>, arm: Arm): void;
}
