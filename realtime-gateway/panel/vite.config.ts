import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { packed } from './build/packed.ts';

export default defineConfig({
  plugins: [react(), packed()],
  build: {
    // light-dark(), :has() and <dialog> are used as they are: no older browser gets a half-styled board.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  test: { include: ['{src,build}/**/*.test.{ts,tsx}'], environment: 'node' },
});
