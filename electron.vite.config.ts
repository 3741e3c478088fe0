// Named entries, one file each under out/main. Entries of later shells (index, preload, host) join this table.
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
          cli: 'src-main/cli/main.ts',
          engine: 'src-inference/process.ts',
          'session-worker': 'src-inference/model/session-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
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
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
});
