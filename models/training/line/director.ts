// Lets the hands of a line do one movement after the other. What a line does with its parts is in its own director.
import type { Random } from './random.ts';
import type { Movement, Scenario } from './scenario.ts';
import { Track } from './track.ts';
import type { Operator } from './variation.ts';
import type { Point } from './view.ts';
import {
  type Catalogue,
  type Label,
  type Layout,
  type Stack,
  stackHeight,
  type Timeline,
  type WorldState,
} from './world.ts';

export type Hand = 0 | 1;

/** `now` is where the work has come to. */
export abstract class Director<Kind extends string, Action extends string> {
  protected now = 0;
  /** Centimetres from the middle of the fixture at which a hand waits beside it. */
  protected readonly besideCentimetres: number = 4.6;
  protected readonly hands: [Track, Track];
  protected state: WorldState<Kind>;
  protected readonly operator: Operator;
  protected readonly layout: Layout<Kind>;
  protected readonly random: Random;
  private readonly catalogue: Catalogue<Kind, Action>;
  /** When a hand reached the part of the movement under way: that is when its step begins. */
  private touched: number | null = null;
  private readonly labels: Label<Action>[] = [];
  private readonly states: { seconds: number; state: WorldState<Kind> }[];

  constructor(
    catalogue: Catalogue<Kind, Action>,
    operator: Operator,
    layout: Layout<Kind>,
    random: Random,
    laid: Stack<Kind>,
  ) {
    this.catalogue = catalogue;
    this.operator = operator;
    this.layout = layout;
    this.random = random;
    this.state = {
      fixture: laid,
      taken: Object.fromEntries(catalogue.kinds.map((kind) => [kind, 0])) as Record<Kind, number>,
      completed: [],
      aside: null,
      held: [[], []],
      pressed: false,
    };
    this.states = [{ seconds: 0, state: this.state }];
    this.hands = [new Track(this.rest(0)), new Track(this.rest(1))];
  }

  /** Does what an action of the line means; its label begins at the first `touch`. */
  protected abstract act(action: Action): void;

  /** What moves on this line beside the hands. */
  protected abstract devices(): readonly Track[];

  /** The hand that fetches a part. */
  protected abstract handFor(kind: Kind): Hand;

  play({ movements }: Scenario<Kind, Action>): Timeline<Kind, Action> {
    this.now = this.random.range(0.8, 1.5);
    movements.forEach((movement, i) => {
      if (i > 0) this.gap();
      this.perform(movement);
      this.afterwards(movements[i + 1] ?? null);
    });
    this.retreat(0.5);
    const seconds = this.now + this.random.range(1.3, 2);
    const { labels, hands, states } = this;
    return { seconds, labels, hands, devices: this.devices(), states };
  }

  /** After a movement, when its label has ended; `next` is what follows, null at the end. */
  protected afterwards(_next: Movement<Action> | null): void {}

  private perform(movement: Movement<Action>): void {
    switch (movement.kind) {
      case 'do':
        this.touched = null;
        this.act(movement.action);
        return this.label(movement.action);
      case 'takeBack':
        return this.takeBack(movement.action);
      case 'remove':
        return this.removeTop();
      case 'abandon':
        return this.abandon();
    }
  }

  /** From when the hand was over its part until now: the way to a bin does not tell yet which bin it is. */
  private label(action: Action): void {
    this.labels.push({ start: this.touched!, end: this.now, action });
  }

  protected touch(): void {
    this.touched = Math.min(this.touched ?? this.now, this.now);
  }

  private takeBack(action: Action): void {
    const kind = this.catalogue.partsOf[action]![0]!;
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
    this.reach(0, this.onFixture(this.fixtureHeight()), this.pace(0.45), 0.2);
    this.hold(0, this.random.range(0.25, 0.5));
    this.change({ fixture: this.state.fixture.slice(0, -1), held: [[kind], this.state.held[1]] });
    this.putBack(0, kind);
  }

  private abandon(): void {
    this.reach(0, this.onFixture(this.fixtureHeight() * 0.6), this.pace(0.5), 0.2);
    this.hold(0, 0.25);
    this.change({ held: [this.state.fixture, this.state.held[1]], fixture: [] });
    this.reach(0, [this.layout.aside[0], this.layout.aside[1], 2], this.pace(0.8), 1);
    this.change({ aside: this.state.held[0], held: [[], this.state.held[1]] });
  }

  /** Reaches into the bin and takes a part. */
  protected fetch(hand: Hand, kind: Kind): void {
    this.reachIntoBin(hand, kind);
    this.take(hand, kind);
  }

  protected reachIntoBin(hand: Hand, kind: Kind): void {
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

  protected take(hand: Hand, kind: Kind): void {
    this.change({
      held: this.holding(hand, [kind]),
      taken: { ...this.state.taken, [kind]: this.state.taken[kind] + 1 },
    });
  }

  protected bringToFixture(hand: Hand, seconds: number): void {
    this.reach(hand, this.onFixture(this.fixtureHeight() + 3), seconds, 1);
  }

  protected setDown(hand: Hand, seconds: number): void {
    const wiggle = this.random.range(-0.4, 0.4);
    const target = this.onFixture(this.fixtureHeight() + 0.5);
    this.reach(hand, [target[0] + wiggle, target[1], target[2]], seconds * 0.6, 1);
    this.reach(hand, target, seconds * 0.4, 0.8);
    this.change({
      fixture: [...this.state.fixture, ...this.state.held[hand]],
      held: this.holding(hand, []),
      pressed: false,
    });
  }

  protected putBack(hand: Hand, kind: Kind): void {
    const bin = this.layout.bins[kind];
    this.reach(hand, [bin[0], bin[1], 3], this.pace(0.6), 1);
    this.hold(hand, 0.12);
    this.change({
      held: this.holding(hand, []),
      taken: { ...this.state.taken, [kind]: this.state.taken[kind] - 1 },
    });
  }

  /** Between two movements: the hands go back, rest, and now and then do something that is no step. */
  protected gap(): void {
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
    const side = this.side(hand);
    const count = this.random.integer(1, 3);
    for (let i = 0; i < count; i++) {
      const spot: Point = this.random.chance(0.35)
        ? hover(this.layout.bins[this.random.pick(this.catalogue.kinds)], 6)
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

  protected steady(hand: Hand): void {
    const from = Math.max(this.now, this.hands[hand].last.seconds);
    this.moveHand(hand, from, from + this.pace(0.4), this.beside(hand), 0.7);
  }

  /** Makes room for the other hand. */
  protected clear(hand: Hand): void {
    this.moveHand(hand, this.now, this.now + this.pace(0.3), this.beside(hand), 0.3);
  }

  protected reach(hand: Hand, to: Point, seconds: number, grip: number): void {
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

  protected moveHand(hand: Hand, from: number, to: number, at: Point, grip: number): void {
    this.hands[hand].move(from, to, at, grip, this.operator.liftCentimetres * 0.4, 0);
  }

  protected hold(hand: Hand, seconds: number): void {
    const { last } = this.hands[hand];
    this.now += seconds;
    this.hands[hand].move(this.now, this.now + 0.01, last.at, last.grip > 0.5 ? 1 : last.grip);
  }

  protected change(part: Partial<WorldState<Kind>>): void {
    this.state = { ...this.state, ...part };
    this.states.push({ seconds: this.now, state: this.state });
  }

  /** What both hands hold when one of them takes or lets go. */
  protected holding(hand: Hand, stack: Stack<Kind>): WorldState<Kind>['held'] {
    return hand === 0 ? [stack, this.state.held[1]] : [this.state.held[0], stack];
  }

  protected nearHand(kind: Kind): Hand {
    return Math.sign(this.layout.bins[kind][0]) === this.operator.dominant ? 0 : 1;
  }

  protected heightOf(stack: Stack<Kind>): number {
    return stackHeight(stack, this.catalogue.heights);
  }

  protected fixtureHeight(): number {
    return this.heightOf(this.state.fixture);
  }

  protected onFixture(z: number): Point {
    return [this.layout.fixture[0], this.layout.fixture[1], z];
  }

  protected beside(hand: Hand): Point {
    const { fixture } = this.layout;
    return [
      fixture[0] + this.side(hand) * this.besideCentimetres,
      fixture[1] - 1.5,
      Math.max(1.5, this.fixtureHeight() * 0.5),
    ];
  }

  protected rest(hand: Hand): Point {
    return [
      this.side(hand) * (this.operator.restX + this.random.range(-1.2, 1.2)),
      this.operator.restY + this.random.range(-1.2, 1.2),
      this.random.range(1.2, 3),
    ];
  }

  /** 1: on the right of the bench, -1: on the left. */
  protected side(hand: Hand): number {
    return hand === 0 ? this.operator.dominant : -this.operator.dominant;
  }

  protected pace(seconds: number): number {
    return seconds * this.operator.pace * Math.max(0.6, this.random.normal(1, this.operator.paceSpread));
  }
}

function hover(point: Point, z: number): Point {
  return [point[0], point[1], z];
}
