import {
  ClipTimer,
  describeMachine,
  makeBenchModel,
  resourceUsage,
  runPlain,
  timeMedia,
} from '../../bench/index.ts';
import type { benchCommands } from '../../contract/index.ts';
import { makeTestVideo } from '../../media/index.ts';
import type { HandlersOf } from './handlers-of.ts';

export function benchHandlers(): HandlersOf<typeof benchCommands> {
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
