// How the pump controller is made: parts from bins, a cable for which the arms cross, and three tools.
import { Director, type Hand } from '../director.ts';
import type { Random } from '../random.ts';
import type { Movement } from '../scenario.ts';
import type { Track } from '../track.ts';
import type { Operator } from '../variation.ts';
import type { Point } from '../view.ts';
import type { Stack } from '../world.ts';
import { type Action, screws } from './actions.ts';
import { type ControllerLayout, controllerParts, type PartKind, type Tool, tools } from './layout.ts';

/** Centimetres from the grip down to the tip of a tool that is held upright. */
export const toolReach = 9;
/** Centimetres from the scanner to what it reads. */
const scanReach = 9;
/** From the middle of the unit. */
const ports = { inlet: -3.25, outlet: 3.25 } as const;
export const bosses: readonly (readonly [number, number])[] = [
  [-3.8, -2.8],
  [3.8, 2.8],
  [3.8, -2.8],
  [-3.8, 2.8],
];
const rim: readonly (readonly [number, number])[] = [
  [-4, -3],
  [4, -3],
  [4, 3],
  [-4, 3],
  [-4, -3],
];
export class ControllerDirector extends Director<PartKind, Action> {
  protected override readonly besideCentimetres = 6;
  /** Whether the tool stays in the hand until the next movement. */
  private keepsTool = false;

  constructor(operator: Operator, layout: ControllerLayout, random: Random, laid: Stack<PartKind>) {
    super(controllerParts, operator, layout, random, laid);
  }

  protected act(action: Action): void {
    switch (action) {
      case 'load_housing':
        return this.place('housing', 0, this.pace(0.7));
      case 'fit_board':
        return this.place('board', 0, this.pace(0.8));
      case 'fit_inlet_seal':
        return this.place('inlet', ports.inlet, this.pace(0.7));
      case 'fit_outlet_seal':
        return this.place('outlet', ports.outlet, this.pace(0.7));
      case 'close_cover':
        return this.place('cover', 0, this.pace(0.7));
      case 'plug_cable':
        return this.plugCable();
      case 'apply_sealant':
        return this.applySealant();
      case 'drive_screw':
        return this.driveScrew();
      case 'scan_code':
        return this.scanCode();
      case 'box_unit':
        return this.boxUnit();
    }
  }

  protected devices(): readonly Track[] {
    return [];
  }

  /** Who does not take what is near takes everything with the better hand, across the other arm. */
  protected handFor(kind: PartKind): Hand {
    return this.operator.usesNearHand ? this.nearHand(kind) : 0;
  }

  protected override afterwards(next: Movement<Action> | null): void {
    const tool = this.heldTool();
    if (!tool) return;
    this.keepsTool = tool === 'driver' && next?.kind === 'do' && next.action === 'drive_screw';
    if (!this.keepsTool) this.putTool(tool);
  }

  protected override gap(): void {
    if (!this.keepsTool) return super.gap();
    const { fixture } = this.layout;
    const side = this.side(0);
    this.reach(
      0,
      [fixture[0] + side * this.random.range(3, 7), fixture[1] - this.random.range(6, 9), toolReach + 5],
      this.pace(0.4),
      1,
    );
    this.hold(0, this.random.range(...this.operator.gapSeconds));
  }

  private place(kind: PartKind, offset: number, setDownSeconds: number): void {
    const hand = this.handFor(kind);
    this.fetch(hand, kind);
    if (this.operator.steadies && this.state.fixture.length > 0) this.steady(hand === 0 ? 1 : 0);
    const over = this.overUnit(offset, 0, this.fixtureHeight() + 3);
    this.reach(hand, over, this.pace(0.65), 1);
    const down = this.overUnit(offset, 0, this.fixtureHeight() + 0.6);
    this.reach(hand, [down[0] + this.random.range(-0.4, 0.4), down[1], down[2]], setDownSeconds * 0.5, 1);
    this.reach(hand, down, setDownSeconds * 0.5, 0.8);
    this.change({
      fixture: [...this.state.fixture, kind],
      held: this.holding(hand, []),
      pressed: false,
    });
  }

  /** One hand holds the board, the other one comes with the plug and pushes twice. */
  private plugCable(): void {
    const hand = this.handFor('cable');
    const other: Hand = hand === 0 ? 1 : 0;
    const from = this.now;
    const board = this.overUnit(-1.6, -1.2, this.fixtureHeight() + 1);
    this.fetch(hand, 'cable');
    this.moveHand(other, Math.max(from, this.hands[other].last.seconds), this.now, board, 0.8);
    this.reach(hand, this.overUnit(0.4, 4.5, 5), this.pace(0.7), 1);
    const seat = this.overUnit(0.2, 2.6, this.fixtureHeight() + 0.8);
    this.reach(hand, seat, this.pace(0.35), 1);
    this.reach(hand, [seat[0] + 0.3, seat[1] + 1.6, seat[2] + 0.5], this.pace(0.22), 1);
    this.reach(hand, seat, this.pace(0.28), 1);
    this.change({ fixture: [...this.state.fixture, 'cable'], held: this.holding(hand, []) });
    this.hold(hand, this.pace(0.2));
  }

  /** The nozzle goes once around the rim. */
  private applySealant(): void {
    this.takeTool('sealer');
    const height = this.fixtureHeight() + toolReach;
    const [start, ...corners] = rim.map(([x, y]) => this.overUnit(x, y, height));
    this.steadyWithOther();
    this.reach(0, start!, this.pace(0.6), 1);
    this.touch();
    for (const corner of corners) this.reach(0, corner, this.pace(0.75), 1);
    this.change({ fixture: [...this.state.fixture, 'bead'] });
  }

  private driveScrew(): void {
    if (this.heldTool() !== 'driver') this.takeTool('driver');
    const driven = this.state.fixture.filter((kind) => kind === 'screw').length;
    const [x, y] = bosses[driven % screws]!;
    const top = this.fixtureHeight() + toolReach;
    this.steadyWithOther();
    this.reach(0, this.overUnit(x, y, top + 2.5), this.pace(0.5), 1);
    this.reach(0, this.overUnit(x, y, top + 0.8), this.pace(0.2), 1);
    this.touch();
    const turns = this.random.integer(4, 5);
    for (let i = 1; i <= turns; i++) {
      const wobble = this.random.range(-0.35, 0.35);
      this.reach(0, this.overUnit(x + wobble, y, top + 0.8 - (0.8 * i) / turns), this.pace(0.36), 1);
    }
    this.change({ fixture: [...this.state.fixture, 'screw'], pressed: true });
  }

  /** On the housing in the fixture, or on the unit in the box. */
  private scanCode(): void {
    this.takeTool('scanner');
    const place = this.state.fixture.length > 0 ? this.layout.fixture : this.layout.tray;
    const at: Point = [place[0] - 1, place[1] - 6.5, scanReach];
    this.reach(0, at, this.pace(0.65), 1);
    this.touch();
    const turns = this.random.integer(3, 4);
    for (let i = 0; i < turns; i++) {
      const near: Point = [at[0] + this.random.range(-0.8, 0.8), at[1] + this.random.range(-0.4, 0.8), at[2]];
      this.reach(0, near, this.pace(0.42), 1);
    }
  }

  /** Both hands lift the unit into the box. */
  private boxUnit(): void {
    const grip = this.fixtureHeight() * 0.6;
    const other = this.overUnit(this.side(1) * 4.4, -1, grip);
    this.moveHand(1, Math.max(this.now, this.hands[1].last.seconds), this.now + this.pace(0.45), other, 0.9);
    this.reach(0, this.overUnit(this.side(0) * 2.5, -2.6, grip), this.pace(0.5), 0.6);
    this.touch();
    this.hold(0, this.pace(0.25));
    this.change({ held: [this.state.fixture, this.state.held[1]], fixture: [], pressed: false });
    const { tray } = this.layout;
    const from = this.now;
    this.reach(0, [tray[0] + this.side(0) * 1.5, tray[1] - 2.6, grip + 5], this.pace(0.8), 1);
    this.moveHand(1, from, this.now, [tray[0] + this.side(1) * 5, tray[1] - 2.6, grip + 5], 0.9);
    const over = this.now;
    this.reach(0, [tray[0] + this.side(0) * 1.5, tray[1] - 2.6, grip + 1], this.pace(0.4), 1);
    this.moveHand(1, over, this.now, [tray[0] + this.side(1) * 5, tray[1] - 2.6, grip + 1], 0.6);
    this.change({ completed: [...this.state.completed, this.state.held[0]], held: [[], this.state.held[1]] });
  }

  /** Fetching a tool is no step yet: the same one may be wanted for several. */
  private takeTool(tool: Tool): void {
    const bin = this.layout.bins[tool];
    const height = tool === 'scanner' ? 3 : toolReach;
    this.reach(0, [bin[0], bin[1], height + 3], this.pace(0.5), 0);
    this.reach(0, [bin[0], bin[1], height], this.pace(0.18), 0.8);
    this.hold(0, this.pace(0.12));
    this.take(0, tool);
  }

  private putTool(tool: Tool): void {
    const bin = this.layout.bins[tool];
    this.reach(0, [bin[0], bin[1], tool === 'scanner' ? 3 : toolReach + 0.5], this.pace(0.65), 1);
    this.hold(0, 0.12);
    this.change({
      held: this.holding(0, []),
      taken: { ...this.state.taken, [tool]: this.state.taken[tool] - 1 },
    });
  }

  private heldTool(): Tool | null {
    return tools.find((tool) => this.state.held[0][0] === tool) ?? null;
  }

  private steadyWithOther(): void {
    if (this.operator.steadies) this.steady(1);
  }

  private overUnit(x: number, y: number, z: number): Point {
    const { fixture } = this.layout;
    return [fixture[0] + x, fixture[1] + y, z];
  }
}
