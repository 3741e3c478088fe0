// Clocks that are set while a station works.
import type { Fault } from './fault.ts';

export const clockSetBack: Fault = {
  name: 'the clock is set back by up to three hours',
  async happen({ clock, witness }, random) {
    clock.set(-1 - random.below(3 * 3600));
    await witness.seeWindows(1);
  },
};

export const clockSetForward: Fault = {
  name: 'the clock is set forward by up to a day',
  async happen({ clock, witness }, random) {
    clock.set(1 + random.below(24 * 3600));
    await witness.seeWindows(1);
  },
};
