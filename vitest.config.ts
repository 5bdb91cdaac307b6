import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts'],
    testTimeout: 20_000,
    // modules are loaded once for all files of a worker: a third of the work. Fake timers and stubs are taken back after each test
    isolate: false,
  },
})
