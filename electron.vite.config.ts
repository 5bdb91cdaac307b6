import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { channels } from './electron/preload/channels.ts'
import { firstFrames } from './scripts/first-frames.ts'
import { licencesPlugin } from './scripts/licences-plugin.ts'
import { pageOutput, pagePlugins } from './scripts/page-build.ts'
import { sipGrammarPlugin } from './scripts/sip-grammar.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Evaluates the contract's channel list now, so that the preload carries names and no schemas. */
const channelList = {
  name: 'channel-list',
  load: (id: string) =>
    id.replace(/\?.*/, '') === at('electron/preload/channels.ts') ? `export const channels = ${JSON.stringify(channels)}` : null,
}

export default defineConfig({
  main: {
    plugins: [sipGrammarPlugin, licencesPlugin({ outside: ['keytar'] })],
    build: {
      // dependencies of package.json stay outside: the keychain's native addon alone; all else is bundled, one read at start instead of hundreds
      minify: true,
      lib: {
        entry: {
          index: at('electron/main/index.ts'),
          // entries too, so that they lie beside the files that they name
          main: at('electron/main/main.ts'),
          'open-window': at('electron/main/open-window.ts'),
          app: at('electron/main/app.ts'),
          phone: at('electron/phone/index.ts'),
          'phone-main': at('electron/phone/main.ts'),
          'keychain-worker': at('electron/main/account/keychain-worker.ts'),
          'contacts-worker': at('electron/main/contacts/contacts-worker.ts'),
          'database-worker': at('electron/main/storage/database-worker.ts'),
        },
        formats: ['es'],
      },
      // ws looks for these optional native helpers and does without
      rolldownOptions: {
        external: ['bufferutil', 'utf-8-validate'],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [channelList],
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
    build: {
      minify: true,
      rolldownOptions: {
        input: { index: at('renderer/index.html'), 'in-call': at('renderer/src/in-call.ts'), incoming: at('renderer/incoming.html') },
        output: pageOutput,
      },
    },
    // built last: its list holds everybody's
    plugins: [...pagePlugins(), firstFrames(), licencesPlugin({ others: [at('out/main')] })],
  },
})
