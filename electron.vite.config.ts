// Named entries, one file each under out/main. Entries of later shells (index, preload, host) join this table.
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      rolldownOptions: {
        input: {
          cli: 'src-main/cli/main.ts',
          engine: 'src-inference/process.ts',
          'session-worker': 'src-inference/model/session-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
});
