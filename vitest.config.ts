import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, from the longest on. Begun last, one of them would run alone at the end, beside an idle core. */
const longest = [
  'integration/demo',
  'integration/cli',
  'integration/packaging',
  'integration/workplace/resume',
  'integration/workplace/parts',
  'integration/supervisor',
  'integration/run',
  'integration/media/outputs',
  'integration/training',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.includes(`/test/${name}.test.ts`));
      if (place >= 0) return place;
      // Those with real pipelines and processes before the short ones.
      return moduleId.includes('/test/integration/') ? longest.length : longest.length + 1;
    };
    return [...files].sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/{unit,integration}/**/*.test.ts'],
    // Real pipelines and real processes: slow machines must not turn a pass into a failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The tests neither read nor change what this user allows to stations.
    env: { XDG_CONFIG_HOME: join(tmpdir(), 'stepwatch-test-config') },
    setupFiles: 'test/hang-guard.ts',
    sequence: { sequencer: LongestFirst },
    // GStreamer and ONNX Runtime are native: a process of its own for each file isolates a crash.
    pool: 'forks',
    // More than two cores, since most tests wait: for pipelines in real time, for processes, for pauses between restarts.
    maxWorkers: 5,
  },
});
