import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,integration}/**/*.test.ts'],
    // Real pipelines and real processes: slow machines must not turn a pass into a failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: 'test/hang-guard.ts',
    // GStreamer and ONNX Runtime are native: a process of its own for each file isolates a crash.
    pool: 'forks',
    maxWorkers: 2,
  },
});
