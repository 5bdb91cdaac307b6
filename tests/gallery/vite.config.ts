import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { galleryOutput, pagePlugins } from '../../scripts/page-build.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: pagePlugins(),
  server: { host: '127.0.0.1' },
  build: {
    outDir: resolve(import.meta.dirname, '../../test-output/gallery'),
    emptyOutDir: true,
    target: 'esnext',
    minify: false,
    rolldownOptions: { output: galleryOutput },
  },
})
