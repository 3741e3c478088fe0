// How the coupling is made: parts from bins on the fixture, the press, the tray.
import { Director, type Hand } from '../director.ts';
import type { Random } from '../random.ts';
import { Track } from '../track.ts';
import type { Operator } from '../variation.ts';
import type { Point } from '../view.ts';
import type { Stack } from '../world.ts';
import type { Action } from './actions.ts';
import { type CouplingLayout, couplingParts, type PartKind } from './layout.ts';

export class CouplingDirector extends Director<PartKind, Action> {
  private readonly ram: Track;
  protected declare readonly layout: CouplingLayout;

  constructor(operator: Operator, layout: CouplingLayout, random: Random, laid: Stack<PartKind>) {
    super(couplingParts, operator, layout, random, laid);
    this.ram = new Track(layout.ramRest);
  }

  protected act(action: Action): void {
    const parts = couplingParts.partsOf[action];
    if (action === 'press_down') this.pressDown();
    else if (action === 'complete_part') this.complete();
    else if (parts?.length === 2) this.placeTwo(parts[0]!, parts[1]!);
    else this.place(parts![0]!);
  }

  protected devices(): readonly Track[] {
    return [this.ram];
  }

  protected handFor(kind: PartKind): Hand {
    if (!this.operator.usesNearHand) return kind === 'lid' ? 1 : 0;
    return this.nearHand(kind);
  }

  private place(kind: PartKind): void {
    const hand = this.handFor(kind);
    this.fetch(hand, kind);
    if (this.operator.steadies && this.state.fixture.length > 0) this.steady(hand === 0 ? 1 : 0);
    this.bringToFixture(hand, this.pace(0.65));
    this.setDown(hand, kind === 'lid' ? this.pace(0.58) : this.pace(0.44));
  }

  private placeTwo(first: PartKind, second: PartKind): void {
    const [a, b]: [Hand, Hand] = this.nearHand(first) === 0 ? [0, 1] : [1, 0];
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
    const top = this.fixtureHeight();
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
    const grip: Point = this.onFixture(this.fixtureHeight() * 0.6);
    this.moveHand(1, this.now, this.now + this.pace(0.42), this.beside(1), 0.8);
    this.reach(0, grip, this.pace(0.45), 0.2);
    this.touch();
    this.hold(0, this.pace(0.22));
    this.change({ held: [this.state.fixture, this.state.held[1]], fixture: [], pressed: false });
    const { tray } = this.layout;
    const height = this.heightOf(this.state.held[0]) * 0.6;
    this.reach(0, [tray[0], tray[1], height + 2], this.pace(0.75), 1);
    this.moveHand(1, this.now - 0.4, this.now + 0.2, this.rest(1), 0.3);
    this.reach(0, [tray[0], tray[1], height], this.pace(0.3), 1);
    this.change({ completed: [...this.state.completed, this.state.held[0]], held: [[], this.state.held[1]] });
  }
}
