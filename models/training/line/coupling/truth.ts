// What training is told beside the labels: where things and hands are in the picture, and what the hands hold.
import type { Point, View } from '../view.ts';
import type { Stack as StackOf, Timeline, WorldState } from '../world.ts';
import type { Action } from './actions.ts';
import type { CouplingLayout, PartKind } from './layout.ts';
import { partKinds } from './layout.ts';

type Stack = StackOf<PartKind>;

/** Codes after those of the parts, which count from 1; 0 is nothing. */
const stackCode = partKinds.length + 1;
const ramCode = partKinds.length + 2;
/** Centimetres between grip and handle within which a hand holds the ram. */
const handleReach = 1.5;

export interface Truth {
  /** Bins in the order of `partKinds`, fixture, tray, ram at rest: `[u, v]`, 0 to 1 across the centre square. */
  readonly places: readonly (readonly [number, number])[];
  /** A row a frame: u, v, held of the dominant hand, the same of the other one, what lies on top of the fixture. */
  readonly frames: readonly (readonly number[])[];
}

export function truthOf(
  timeline: Timeline<PartKind, Action>,
  layout: CouplingLayout,
  view: View,
  frameCount: number,
  frameSeconds: number,
): Truth {
  const inSquare = (point: Point): readonly [number, number] => {
    const [x, y] = view.pixel(point);
    return [rounded((x - view.width / 2) / view.height + 0.5), rounded(y / view.height)];
  };
  let at = 0;
  const frames = Array.from({ length: frameCount }, (_, i) => {
    const seconds = (i + 0.3) * frameSeconds;
    while (at + 1 < timeline.states.length && timeline.states[at + 1]!.seconds <= seconds) at += 1;
    const { state } = timeline.states[at]!;
    const ram = timeline.devices[0]!.pose(seconds).at;
    const hands = timeline.hands.flatMap((hand, side) => {
      const grip = hand.pose(seconds).at;
      const onHandle = Math.hypot(grip[0] - ram[0], grip[1] - ram[1], grip[2] - ram[2] - 2.6) < handleReach;
      return [...inSquare(grip), onHandle ? ramCode : codeOf(heldBy(state, side))];
    });
    return [...hands, codeOf(state.fixture.slice(-1))];
  });
  const places = [...partKinds.map((kind) => layout.bins[kind]), layout.fixture, layout.tray, layout.ramRest];
  return { places: places.map(inSquare), frames };
}

function heldBy(state: WorldState<PartKind>, side: number): Stack {
  return state.held[side as 0 | 1];
}

function codeOf(stack: Stack): number {
  if (stack.length > 1) return stackCode;
  return stack.length === 0 ? 0 : partKinds.indexOf(stack[0] as PartKind) + 1;
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
