import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      // everything is bundled (one read at start instead of hundreds) but Electron itself and the keychain's native addon
      externalizeDeps: { include: ['keytar'], exclude: [] },
      minify: true,
      lib: { entry: at('electron/main/index.ts') },
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          phone: at('electron/phone/index.ts'),
          'database-worker': at('electron/main/storage/database-worker.ts'),
        },
        // ws looks for these optional native helpers and does without
        external: ['bufferutil', 'utf-8-validate'],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    // a sandboxed preload may require only electron and a few built-ins: one CommonJS file
    build: {
      externalizeDeps: false,
      minify: true,
      lib: { entry: at('electron/preload/index.ts'), formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('renderer'),
    build: { minify: true, rolldownOptions: { input: at('renderer/index.html') } },
    plugins: [react()],
  },
})
