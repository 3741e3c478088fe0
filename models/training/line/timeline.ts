// From a scenario to motion: when each hand is where, what happens to the parts, and the labels.
import type { Action } from './actions.ts';
import { type Layout, type PartKind, partHeights, partKinds, partsOf } from './layout.ts';
import type { Random } from './random.ts';
import type { Movement, Scenario } from './scenario.ts';
import { Track } from './track.ts';
import type { Operator } from './variation.ts';
import type { Point } from './view.ts';

interface Label {
  readonly start: number;
  readonly end: number;
  readonly action: Action;
}

/** What a hand holds, or what stands on the fixture: part kinds from the bottom up. */
export type Stack = readonly PartKind[];

export interface WorldState {
  readonly fixture: Stack;
  readonly taken: Record<PartKind, number>;
  readonly completed: readonly Stack[];
  readonly aside: Stack | null;
  /** What the dominant and the other hand hold. */
  readonly held: readonly [Stack, Stack];
  readonly pressed: boolean;
}

export interface Timeline {
  readonly seconds: number;
  readonly labels: readonly Label[];
  /** The dominant hand, the other hand. */
  readonly hands: readonly [Track, Track];
  readonly ram: Track;
  /** The bench after each change, by rising time; the first is at 0. */
  readonly states: readonly { readonly seconds: number; readonly state: WorldState }[];
}

type Hand = 0 | 1;

export function makeTimeline(
  scenario: Scenario,
  operator: Operator,
  layout: Layout,
  random: Random,
): Timeline {
  return new Director(operator, layout, random.stream('motion'), scenario.laid).play(scenario.movements);
}

export function stackHeight(stack: Stack): number {
  return stack.reduce((sum, kind) => sum + partHeights[kind], 0);
}

/** Lets the hands do one movement after the other; `now` is where the work has come to. */
class Director {
  private now = 0;
  /** When a hand reached the part of the movement under way: that is when its step begins. */
  private touched: number | null = null;
  private readonly labels: Label[] = [];
  private readonly hands: [Track, Track];
  private readonly ram: Track;
  private state: WorldState = {
    fixture: [],
    taken: Object.fromEntries(partKinds.map((kind) => [kind, 0])) as Record<PartKind, number>,
    completed: [],
    aside: null,
    held: [[], []],
    pressed: false,
  };
  private readonly states: { seconds: number; state: WorldState }[];
  private readonly operator: Operator;
  private readonly layout: Layout;
  private readonly random: Random;

  constructor(operator: Operator, layout: Layout, random: Random, laid: Stack) {
    this.operator = operator;
    this.layout = layout;
    this.random = random;
    this.state = { ...this.state, fixture: laid };
    this.states = [{ seconds: 0, state: this.state }];
    this.hands = [new Track(this.rest(0)), new Track(this.rest(1))];
    this.ram = new Track(layout.ramRest);
  }

  play(movements: readonly Movement[]): Timeline {
    this.now = this.random.range(0.8, 1.5);
    movements.forEach((movement, i) => {
      if (i > 0) this.gap();
      this.perform(movement);
    });
    this.retreat(0.5);
    const seconds = this.now + this.random.range(1.3, 2);
    const { labels, hands, ram, states } = this;
    return { seconds, labels, hands, ram, states };
  }

  private perform(movement: Movement): void {
    switch (movement.kind) {
      case 'do':
        return this.act(movement.action);
      case 'takeBack':
        return this.takeBack(movement.action);
      case 'remove':
        return this.removeTop();
      case 'abandon':
        return this.abandon();
    }
  }

  private act(action: Action): void {
    this.touched = null;
    const parts = partsOf[action];
    if (action === 'press_down') this.pressDown();
    else if (action === 'complete_part') this.complete();
    else if (parts?.length === 2) this.placeTwo(parts[0]!, parts[1]!);
    else this.place(parts![0]!);
    this.label(action);
  }

  /** From when the hand was over its part until now: the way to a bin does not tell yet which bin it is. */
  private label(action: Action): void {
    this.labels.push({ start: this.touched!, end: this.now, action });
  }

  private touch(): void {
    this.touched = Math.min(this.touched ?? this.now, this.now);
  }

  private place(kind: PartKind): void {
    const hand = this.handFor(kind);
    this.fetch(hand, kind);
    if (this.operator.steadies && this.state.fixture.length > 0) this.steady(hand === 0 ? 1 : 0);
    this.bringToFixture(hand, this.pace(0.65));
    this.setDown(hand, kind === 'lid' ? this.pace(0.58) : this.pace(0.44));
  }

  private placeTwo(first: PartKind, second: PartKind): void {
    const [a, b]: [Hand, Hand] =
      Math.sign(this.layout.bins[first][0]) === this.operator.dominant ? [0, 1] : [1, 0];
    const from = this.now;
    const delay = this.random.range(0, 0.2);
    this.reachIntoBin(a, first);
    const arrivals = [{ hand: a, kind: first, seconds: this.now }];
    this.now = from + delay;
    this.reachIntoBin(b, second);
    arrivals.push({ hand: b, kind: second, seconds: this.now });
    // Either hand may be the first at its bin; the states have to follow each other in time.
    for (const { hand, kind, seconds } of arrivals.sort((x, y) => x.seconds - y.seconds)) {
      this.now = seconds;
      this.take(hand, kind);
    }
    const carry = this.now;
    this.bringToFixture(a, this.pace(0.6));
    this.moveHand(b, carry, this.now, this.beside(b), 0.9);
    this.setDown(a, this.pace(0.34));
    this.clear(a);
    this.bringToFixture(b, this.pace(0.26));
    this.setDown(b, this.pace(0.3));
  }

  private pressDown(): void {
    const { fixture, ramRest } = this.layout;
    const top = stackHeight(this.state.fixture);
    const above: Point = [fixture[0], fixture[1], top + 6];
    const down: Point = [fixture[0], fixture[1], top + 0.6];
    const handle = (ram: Point): Point => [ram[0], ram[1], ram[2] + 2.6];
    this.reach(0, handle(ramRest), this.pace(0.5), 0.2);
    this.touch();
    this.hold(0, 0.14);
    const swing = this.pace(0.5);
    this.ram.move(this.now, this.now + swing, above, 0);
    this.moveHand(0, this.now, this.now + swing, handle(above), 1);
    if (this.operator.steadies) this.steady(1);
    this.now += swing;
    const push = this.pace(0.42);
    this.ram.move(this.now, this.now + push, down, 0);
    this.moveHand(0, this.now, this.now + push, handle(down), 1);
    this.now += push;
    this.change({ pressed: true });
    this.hold(0, this.pace(0.3));
    // The spring takes the ram back by itself.
    this.ram.move(this.now + 0.05, this.now + 0.6, ramRest, 0, 3);
  }

  private complete(): void {
    const grip: Point = this.onFixture(stackHeight(this.state.fixture) * 0.6);
    this.moveHand(1, this.now, this.now + this.pace(0.42), this.beside(1), 0.8);
    this.reach(0, grip, this.pace(0.45), 0.2);
    this.touch();
    this.hold(0, this.pace(0.22));
    this.change({ held: [this.state.fixture, this.state.held[1]], fixture: [], pressed: false });
    const { tray } = this.layout;
    this.reach(0, [tray[0], tray[1], stackHeight(this.state.held[0]) * 0.6 + 2], this.pace(0.75), 1);
    this.moveHand(1, this.now - 0.4, this.now + 0.2, this.rest(1), 0.3);
    this.reach(0, [tray[0], tray[1], stackHeight(this.state.held[0]) * 0.6], this.pace(0.3), 1);
    this.change({ completed: [...this.state.completed, this.state.held[0]], held: [[], this.state.held[1]] });
  }

  private takeBack(action: Action): void {
    const kind = partsOf[action]![0]!;
    this.touched = null;
    const hand = this.handFor(kind);
    this.fetch(hand, kind);
    const bin = this.layout.bins[kind];
    const { fixture } = this.layout;
    const share = this.random.range(0.25, 0.45);
    this.reach(
      hand,
      [bin[0] + (fixture[0] - bin[0]) * share, bin[1] + (fixture[1] - bin[1]) * share, 6],
      0.3,
      1,
    );
    this.label(action);
    this.hold(hand, this.random.range(0.2, 0.5));
    this.putBack(hand, kind);
  }

  private removeTop(): void {
    const kind = this.state.fixture.at(-1);
    if (!kind) return;
    this.reach(0, this.onFixture(stackHeight(this.state.fixture)), this.pace(0.45), 0.2);
    this.hold(0, this.random.range(0.25, 0.5));
    this.change({ fixture: this.state.fixture.slice(0, -1), held: [[kind], this.state.held[1]] });
    this.putBack(0, kind);
  }

  private abandon(): void {
    this.reach(0, this.onFixture(stackHeight(this.state.fixture) * 0.6), this.pace(0.5), 0.2);
    this.hold(0, 0.25);
    this.change({ held: [this.state.fixture, this.state.held[1]], fixture: [] });
    this.reach(0, [this.layout.aside[0], this.layout.aside[1], 2], this.pace(0.8), 1);
    this.change({ aside: this.state.held[0], held: [[], this.state.held[1]] });
  }

  /** Reaches into the bin and takes a part. */
  private fetch(hand: Hand, kind: PartKind): void {
    this.reachIntoBin(hand, kind);
    this.take(hand, kind);
  }

  private reachIntoBin(hand: Hand, kind: PartKind): void {
    const bin = this.layout.bins[kind];
    const spot: Point = [bin[0] + this.random.range(-1.4, 1.4), bin[1] + this.random.range(-1.2, 1), 2];
    if (this.random.chance(this.operator.hesitates)) {
      const pause: Point = [spot[0] * 0.7, spot[1] * 0.7, 7];
      this.reach(hand, pause, this.pace(0.45), 0.1);
      this.hold(hand, this.random.range(0.1, 0.35));
    }
    this.reach(hand, [spot[0], spot[1], 4.5], this.pace(0.5), 0);
    this.touch();
    this.reach(hand, spot, this.pace(0.14), 0.6);
    this.hold(hand, this.pace(0.1));
  }

  private take(hand: Hand, kind: PartKind): void {
    this.change({
      held: hand === 0 ? [[kind], this.state.held[1]] : [this.state.held[0], [kind]],
      taken: { ...this.state.taken, [kind]: this.state.taken[kind] + 1 },
    });
  }

  private bringToFixture(hand: Hand, seconds: number): void {
    this.reach(hand, this.onFixture(stackHeight(this.state.fixture) + 3), seconds, 1);
  }

  private setDown(hand: Hand, seconds: number): void {
    const wiggle = this.random.range(-0.4, 0.4);
    const target = this.onFixture(stackHeight(this.state.fixture) + 0.5);
    this.reach(hand, [target[0] + wiggle, target[1], target[2]], seconds * 0.6, 1);
    this.reach(hand, target, seconds * 0.4, 0.8);
    this.change({
      fixture: [...this.state.fixture, ...this.state.held[hand]],
      held: hand === 0 ? [[], this.state.held[1]] : [this.state.held[0], []],
      pressed: false,
    });
  }

  private putBack(hand: Hand, kind: PartKind): void {
    const bin = this.layout.bins[kind];
    this.reach(hand, [bin[0], bin[1], 3], this.pace(0.6), 1);
    this.hold(hand, 0.12);
    this.change({
      held: hand === 0 ? [[], this.state.held[1]] : [this.state.held[0], []],
      taken: { ...this.state.taken, [kind]: this.state.taken[kind] - 1 },
    });
  }

  /** Between two movements: the hands go back, rest, and now and then do something that is no step. */
  private gap(): void {
    const [low, high] = this.operator.gapSeconds;
    this.retreat(this.random.range(low, high));
    if (this.random.chance(this.operator.idles)) this.now += this.random.range(0.8, 2.6);
    if (this.random.chance(this.operator.fidgets)) this.fidget();
    if (this.random.chance(this.operator.leaves)) this.leave();
  }

  private retreat(seconds: number): void {
    const moving = Math.min(seconds, this.pace(0.5));
    for (const hand of [0, 1] as const) {
      const rest = this.rest(hand);
      const busy = this.hands[hand].last.seconds;
      const from = Math.max(this.now, busy) + (hand === 1 ? this.random.range(0, 0.15) : 0);
      this.moveHand(hand, from, Math.max(this.now + moving, from + 0.25), rest, this.random.range(0.15, 0.5));
    }
    this.now += seconds;
  }

  private fidget(): void {
    const hand = this.random.pick<Hand>([0, 0, 1]);
    const side = hand === 0 ? this.operator.dominant : -this.operator.dominant;
    const count = this.random.integer(1, 3);
    for (let i = 0; i < count; i++) {
      const spot: Point = this.random.chance(0.35)
        ? hover(this.layout.bins[this.random.pick(partKinds)], 6)
        : [side * this.random.range(2, 15), this.random.range(-13, 5), this.random.range(1.5, 6)];
      this.reach(hand, spot, this.random.range(0.35, 0.7), this.random.range(0, 0.7));
      this.hold(hand, this.random.range(0.05, 0.3));
    }
    this.reach(hand, this.rest(hand), this.random.range(0.35, 0.6), 0.3);
    this.now += this.random.range(0.1, 0.4);
  }

  private leave(): void {
    const seconds = this.random.range(0.8, 2);
    for (const hand of this.random.chance(0.5) ? ([0, 1] as const) : ([0] as const)) {
      const rest = this.rest(hand);
      const from = Math.max(this.now, this.hands[hand].last.seconds);
      this.hands[hand].move(from, from + 0.45, [rest[0] * 1.4, -34, 4], 0.3);
      this.hands[hand].move(from + 0.45 + seconds, from + 0.95 + seconds, rest, 0.3);
    }
    this.now += seconds + 1.1;
  }

  private steady(hand: Hand): void {
    const from = Math.max(this.now, this.hands[hand].last.seconds);
    this.moveHand(hand, from, from + this.pace(0.4), this.beside(hand), 0.7);
  }

  /** Makes room for the other hand. */
  private clear(hand: Hand): void {
    this.moveHand(hand, this.now, this.now + this.pace(0.3), this.beside(hand), 0.3);
  }

  private reach(hand: Hand, to: Point, seconds: number, grip: number): void {
    const { last } = this.hands[hand];
    const from = Math.max(this.now, last.seconds - 0.12);
    const far = Math.hypot(to[0] - last.at[0], to[1] - last.at[1]) / 20;
    this.hands[hand].move(
      from,
      from + seconds,
      to,
      grip,
      this.operator.liftCentimetres * far,
      this.operator.curve * far + this.random.normal(0, 0.5),
    );
    this.now = this.hands[hand].last.seconds;
  }

  private moveHand(hand: Hand, from: number, to: number, at: Point, grip: number): void {
    this.hands[hand].move(from, to, at, grip, this.operator.liftCentimetres * 0.4, 0);
  }

  private hold(hand: Hand, seconds: number): void {
    const { last } = this.hands[hand];
    this.now += seconds;
    this.hands[hand].move(this.now, this.now + 0.01, last.at, last.grip > 0.5 ? 1 : last.grip);
  }

  private change(part: Partial<WorldState>): void {
    this.state = { ...this.state, ...part };
    this.states.push({ seconds: this.now, state: this.state });
  }

  private handFor(kind: PartKind): Hand {
    if (!this.operator.usesNearHand) return kind === 'lid' ? 1 : 0;
    return Math.sign(this.layout.bins[kind][0]) === this.operator.dominant ? 0 : 1;
  }

  private onFixture(z: number): Point {
    return [this.layout.fixture[0], this.layout.fixture[1], z];
  }

  private beside(hand: Hand): Point {
    const side = hand === 0 ? this.operator.dominant : -this.operator.dominant;
    const { fixture } = this.layout;
    return [fixture[0] + side * 4.6, fixture[1] - 1.5, Math.max(1.5, stackHeight(this.state.fixture) * 0.5)];
  }

  private rest(hand: Hand): Point {
    const side = hand === 0 ? this.operator.dominant : -this.operator.dominant;
    return [
      side * (this.operator.restX + this.random.range(-1.2, 1.2)),
      this.operator.restY + this.random.range(-1.2, 1.2),
      this.random.range(1.2, 3),
    ];
  }

  private pace(seconds: number): number {
    return seconds * this.operator.pace * Math.max(0.6, this.random.normal(1, this.operator.paceSpread));
  }
}

function hover(point: Point, z: number): Point {
  return [point[0], point[1], z];
}
