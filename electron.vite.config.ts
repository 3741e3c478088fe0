// Named entries, one file each under out/main. The Node host has none: it is a command of `cli`, `stepwatch serve`.
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      rolldownOptions: {
        input: {
          index: 'src-main/electron/index.ts',
          cli: 'src-main/cli/main.ts',
          engine: 'src-inference/process/main.ts',
          'session-worker': 'src-inference/model/session-worker.ts',
          'serving-worker': 'src-inference/model/serving/serving-worker.ts',
          'tensorrt-build': 'src-inference/model/tensorrt/build-process.ts',
          'archive-worker': 'src-inference/archive/archive-worker.ts',
          'survey-worker': 'src-inference/retention/survey-worker.ts',
          'optimizer-worker': 'src-inference/optimizer/job-worker.ts',
          'alignment-worker': 'src-inference/process/teaching/alignment-worker.ts',
          'links-worker': 'src-inference/links/thread/links-worker.ts',
          'opcua-worker': 'src-inference/links/opcua/opcua-worker.ts',
          training: 'src-inference/training/training-process.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  // A sandboxed preload can load nothing but Electron: one CommonJS file with all that it needs.
  preload: {
    build: {
      outDir: 'out/main',
      emptyOutDir: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  // The screens: one build for Electron and for every browser that the host serves.
  renderer: {
    root: 'src-renderer',
    plugins: [react(), tailwind()],
    build: {
      outDir: 'out/renderer',
      target: 'es2022',
      minify: true,
      // Fonts and workers stay files: the content policy allows no data: script or font.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'src-renderer/index.html', plant: 'src-renderer/plant.html' } },
    },
  },
});
