import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  server: { host: '127.0.0.1' },
  // the style sheets of the project's root
  css: { postcss: resolve(import.meta.dirname, '../..') },
  build: { outDir: resolve(import.meta.dirname, '../../test-output/gallery'), emptyOutDir: true, target: 'esnext', minify: false },
})
