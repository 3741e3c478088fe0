import { resolve } from 'node:path';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const repository = resolve(import.meta.dirname, '../..');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwind()],
  server: { fs: { allow: [repository] } },
  publicDir: resolve(repository, 'out/gallery/public'),
  build: {
    outDir: resolve(repository, 'out/gallery/page'),
    emptyOutDir: true,
    target: 'es2022',
    // Keeps stack traces and component names readable.
    minify: false,
    chunkSizeWarningLimit: 5000,
  },
});
