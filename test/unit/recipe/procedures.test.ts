// Twelve real procedures as recipes, each done right and wrong. An action takes 2 s, `label:5` takes 5 s, `.5` is a pause of 5 s.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { SequenceEvent } from '../../../src-inference/contract/index.ts';
import { parseRecipe, type Recipe } from '../../../src-inference/recipe/index.ts';
import { background, type Stretch, told, windowsOf } from '../checker/letters.ts';

const folder = new URL('procedures/', import.meta.url);
const read = (name: string): Recipe =>
  parseRecipe(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'), `${name}.yaml`);

function stretchesOf(work: string): Stretch[] {
  const stretches: Stretch[] = [{ label: background, seconds: 1 }];
  for (const word of work.split(/\s+/).filter(Boolean)) {
    const [label = '', seconds = '2'] = word.split(':');
    if (label.startsWith('.')) stretches.push({ label: background, seconds: Number(label.slice(1)) });
    else stretches.push({ label, seconds: Number(seconds) }, { label: background, seconds: 1 });
  }
  return [...stretches, { label: background, seconds: 4 }];
}

/** @param code With it, the part begins by a mark. */
function watch(recipe: Recipe, work: string, code?: string | null): SequenceEvent[] {
  const labels = [background, ...new Set(recipe.steps.map(({ label }) => label)), 'other', 'another'];
  const checker = createChecker(recipe, { labels, background, confusion: null });
  const begun = code === undefined ? [] : checker.mark({ kind: 'start', atSeconds: 0, code });
  const events = [...windowsOf(stretchesOf(work), labels)].flatMap((window) => checker.push(window));
  return [...begun, ...events, ...checker.finish()];
}

/** The verdict, and what is not as it should be, such as `fail 3missed`. */
function remarkable(events: readonly SequenceEvent[]): string[] {
  return told(events).map((line) => line.replace(/ \d+(?= |$)/g, ''));
}

const leg = 'pick_leg align_leg spin_leg';
const legs = `${leg} ${leg} ${leg} ${leg}`;
const axle = 'push_axle tighten_nut';
const gears = 'shaft bearing bearing gear';
const nuts = (count: number): string => 'tighten_nut '.repeat(count);
const star = 'lug_1 lug_3 lug_5 lug_2 lug_4';
const seat = 'seat_lug seat_lug seat_lug seat_lug seat_lug';

const procedures: Readonly<
  Record<string, readonly (readonly [work: string, told: string, code?: string])[]>
> = {
  'coffee-table': [
    [`lay_top ${legs} fit_pads attach_shelf turn_over`, 'pass'],
    [`lay_top ${legs} fit_pads turn_over`, 'fail 14missed'],
    [`lay_top ${legs.replace('align_leg ', '')} attach_shelf fit_pads turn_over`, 'fail 3missed'],
    [`lay_top ${legs} attach_shelf fit_pads fit_pads turn_over`, 'fail extra:fit_pads'],
  ],
  'toy-car': [
    [`base_plate cabin ${axle} rear_axle rear_cap wheel wheel wheel wheel`, 'pass'],
    [`base_plate rear_axle rear_cap ${axle} wheel wheel cabin wheel wheel roof`, 'pass'],
    [`base_plate rear_axle rear_cap wheel ${axle} wheel wheel wheel cabin`, 'fail 7outOfOrder:wheel'],
    [`base_plate rear_axle rear_cap ${axle} wheel wheel wheel cabin roof`, 'fail 10missed'],
    [`base_plate rear_axle rear_cap ${axle} wheel wheel wheel wheel wheel cabin`, 'fail extra:wheel'],
  ],
  gearbox: [
    [`housing ${gears} ${gears} cover bolt bolt dipstick bolt bolt bolt spin_test`, 'pass'],
    [`housing ${gears} shaft bearing gear cover bolt bolt bolt bolt spin_test`, 'fail 8missed'],
    [`housing ${gears} ${gears} cover bolt bolt bolt spin_test`, 'fail 14missed'],
    [`housing ${gears} ${gears} bolt cover bolt bolt bolt spin_test`, 'fail 11outOfOrder:bolt'],
  ],
  'metal-kit': [
    [`long_strip ${nuts(3)} short_strip pulley ${nuts(3)} crank`, 'pass'],
    [`${nuts(4)} pulley ${nuts(4)} short_strip long_strip crank`, 'pass'],
    [`long_strip ${nuts(3)} short_strip pulley ${nuts(2)} crank`, 'fail 8missed'],
    [`long_strip ${nuts(5)} short_strip pulley ${nuts(4)} crank`, 'fail extra:tighten_nut'],
    [`long_strip ${nuts(5)} pulley ${nuts(2)} crank`, 'fail 2missed'],
  ],
  'wheel-lugs': [
    [`mount_wheel ${seat} lower_car ${star} torque_check:3`, 'pass'],
    [`mount_wheel ${seat} lower_car lug_1 lug_2 lug_3 lug_4 lug_5 torque_check:3`, 'fail'],
    [`mount_wheel ${seat} lower_car ${star} torque_check:1`, 'fail 13tooFast:torque_check'],
    [`mount_wheel seat_lug seat_lug seat_lug seat_lug lower_car ${star} torque_check:3`, 'fail 6missed'],
  ],
  instruments: [
    ['open_tray clamp scissors retractor probe count', 'pass'],
    ['open_tray scissors forceps clamp probe scalpel retractor count', 'pass'],
    ['open_tray clamp scissors probe count', 'fail 3missed'],
    ['open_tray clamp scissors probe retractor', 'fail 8missed'],
    ['open_tray clamp clamp scissors probe retractor count', 'fail extra:clamp'],
  ],
  'wire-harness': [
    [
      'lay_trunk right_branch right_plug clip left_branch left_plug clip tape heat_tape clip continuity_test',
      'pass',
    ],
    [
      'lay_trunk right_branch right_plug clip tape heat_tape left_branch left_plug clip clip continuity_test',
      'fail 11outOfOrder:tape',
    ],
    [
      'lay_trunk right_branch right_plug left_branch left_plug clip clip tape heat_tape continuity_test',
      'fail 8missed',
    ],
    [
      'lay_trunk right_branch left_branch left_plug clip clip clip tape heat_tape continuity_test',
      'fail 5missed',
    ],
  ],
  'glued-sole': [
    ['clean glue stamp_lot .8 place_sole press', 'pass'],
    ['clean glue stamp_lot place_sole press', 'warn 4tooSoon:place_sole'],
    ['clean glue stamp_lot .8 place_sole .8 press', 'warn 5tooLate:press'],
    ['clean glue .10 place_sole press', 'fail 3missed'],
    ['clean glue stamp_lot .65 place_sole press', 'warn 4tooLate:place_sole'],
  ],
  'heat-seal': [
    ['insert_bag hold_bar:5 take_out', 'pass'],
    ['insert_bag hold_bar:2 take_out', 'warn 2tooFast:hold_bar'],
    ['insert_bag hold_bar:2 hold_bar:5 take_out', 'warn 2corrected:hold_bar'],
    ['insert_bag hold_bar:2 hold_bar:3 take_out', 'warn 2tooFast:hold_bar'],
    ['insert_bag take_out', 'fail 2missed'],
  ],
  'hinges-batch': [
    ['leaf leaf leaf pin pin pin', 'pass'],
    ['leaf leaf leaf pin pin pin oil oil oil', 'pass'],
    ['leaf leaf leaf pin pin', 'fail 6missed'],
    ['leaf leaf pin pin pin', 'fail 3missed'],
    ['leaf leaf leaf pin other pin', 'fail 5wrong:other'],
  ],
  mirrors: [
    ['housing left_glass cap', 'pass', 'L-1204'],
    ['housing right_glass heater heater_plug cap', 'pass', 'R-1204-H'],
    ['housing blank_glass cap', 'pass'],
    ['housing right_glass cap', 'fail 2wrong:right_glass', 'L-1204'],
    ['housing left_glass heater cap', 'fail 6missed', 'L-1204-H'],
    ['housing left_glass cap', 'fail 4wrong:left_glass'],
  ],
  board: [
    ['board relay connector connector screw_down label_it', 'pass'],
    ['board connector relay connector clip_left clip_right label_it', 'pass'],
    ['board relay connector screw_down label_it', 'fail 3missed'],
    ['board relay connector connector clip_left label_it', 'fail 7missed'],
    ['board relay connector connector screw_down', 'fail 8missed'],
  ],
};

it('each procedure is tried', () => {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));
  expect(names.sort()).toEqual(Object.keys(procedures).sort());
  expect(names).toHaveLength(12);
});

describe.each(Object.entries(procedures))('%s', (name, cases) => {
  const recipe = read(name);
  it.each(
    cases.map(([work, expected, code = null]) => [work, expected, code] as const),
  )('%s: %s', (work, expected, code) => {
    const marked = recipe.part.start === 'mark' ? code : undefined;
    const [line, ...others] = remarkable(watch(recipe, work, marked));
    expect(others).toEqual([]);
    if (expected === 'fail') expect(line).toMatch(/^fail /);
    else expect(line).toBe(expected);
  });
});
