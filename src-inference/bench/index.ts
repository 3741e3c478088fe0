// What other rooms may import of `bench`: the handlers of the commands that measure speed.
import type { BenchCommands } from '../contract/index.ts';
import { makeTestVideo } from '../media/index.ts';
import { ClipTimer } from './clip-timer.ts';
import { describeMachine, resourceUsage } from './machine.ts';
import { timeMedia } from './media-timer.ts';
import { runPlain } from './plain-run.ts';
import { makeBenchModel } from './test-model.ts';

type BenchHandlers = {
  readonly [Name in keyof BenchCommands]: (
    input: BenchCommands[Name]['input'],
  ) => Promise<BenchCommands[Name]['output']>;
};

export function benchHandlers(): BenchHandlers {
  const timer = new ClipTimer();
  return {
    async makeBenchModel({ directory }) {
      await makeBenchModel(directory);
      return null;
    },
    async makeTestVideo(options) {
      await makeTestVideo(options);
      return null;
    },
    describeMachine,
    timeClip: ({ model, precision }) => timer.time(model, precision),
    timeMedia,
    runPlain,
    resourceUsage: async () => resourceUsage(),
  };
}
