// How the page is built: shared by the app's build and the gallery's, so that what is measured there is what users get.
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { dataFiles } from './data-files.ts'
import { earlyFiles } from './early-files.ts'
import { withoutUnusedColours } from './unused-colours.ts'
import { markSchemas } from './unused-schemas.ts'

/** A schema nobody uses is left out of the page, and with the last one the library: main checks what the page and it exchange. */
const unusedSchemas: Plugin = {
  name: 'unused-schemas',
  enforce: 'post',
  transform: { filter: { id: /[\\/]shared[\\/]/ }, handler: (code) => ({ code: markSchemas(code), map: null }) },
}

const unusedColours: Plugin = {
  name: 'unused-colours',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = withoutUnusedColours(String(file.source))
  },
}

export const pagePlugins = () => [react(), unusedSchemas, unusedColours, dataFiles(), earlyFiles()]

/** A pattern that any of the paths fits, on every system. */
const anyOf = (...paths: string[]): RegExp => new RegExp(paths.join('|').replaceAll('/', '[\\\\/]'))

/** What both pages need: the window for an incoming call should not load the main window's screens. */
const base = anyOf(
  '/node_modules/(react|react-dom|scheduler|use-sync-external-store|i18next|react-i18next|html-parse-stringify|void-elements)/',
  'vite/preload-helper',
  // the order of the cascade, before any other style sheet
  '/renderer/src/ui/layers.css$',
)

/** What the page that is loaded in a call begins with and the first screen uses too: neither is to wait for the other's files. */
const early = anyOf(
  '/node_modules/zustand/esm/vanilla',
  '/renderer/src/state/projection.ts$',
  '/renderer/src/audio/(answer-call|devices|microphone|running-audio).ts$',
  '/shared/domain/recording.ts$',
)

const baseGroup = { name: 'base', test: base, priority: 3 }

/** The gallery's: its states use the whole contract, so that there is no first screen to keep apart. */
export const galleryOutput = { codeSplitting: { groups: [baseGroup, { name: 'screens', minShareCount: 2 }] } }

export const pageOutput = {
  // a few files rather than sixty: the page requests each from main, which is busy at start
  codeSplitting: {
    groups: [
      baseGroup,
      { name: 'early', test: early, priority: 5, includeDependenciesRecursively: false },
      // the first screen, and nothing that only later ones use; without the entries and the style sheets of the two pages
      {
        name: 'first',
        tags: ['$initial' as const],
        test: /^(?!.*[\\/]renderer[\\/](?:\w+\.html|src[\\/](?:main\.ts|in-call\.ts|incoming[\\/]|ui[\\/]\w+-window\.css)))/,
        priority: 2,
      },
      // what the page that is loaded in a call begins with (in-call.ts)
      { name: 'audio', test: /[\\/]renderer[\\/]src[\\/](?:audio[\\/]|start-page-audio\.ts)/, priority: 4, includeDependenciesRecursively: false },
      // what the sign-in form is made of, some of which other screens use too
      { name: 'forms', test: /[\\/]features[\\/]sign-in[\\/].*\.tsx/, priority: 1 },
      // in one file: with each style sheet that has a layer Chromium recalculates all styles and lays out all text again
      { name: 'later', test: /[\\/](?:features|components|app|node_modules[\\/]@mantine)[\\/].*\.css$/ },
      { name: 'screens', minShareCount: 2 },
    ],
  },
}
