// How the page is built: shared by the app's build and the gallery's, so that what is measured there is what users get.
import react from '@vitejs/plugin-react'

export const pagePlugins = () => [react()]

/** What the entry and its audio import. Were one module of it in the file of the screens, audio would wait for all screens. */
const base = new RegExp(
  [
    '/node_modules/(zod|zustand|react|scheduler|use-sync-external-store)/',
    // libphonenumber's tables are for the screens
    '/shared/(?!domain/phone-number)',
    '/renderer/src/(state|audio)/',
    '/renderer/src/ui/[^.]+\\.css$',
    'vite/preload-helper',
  ]
    .join('|')
    .replaceAll('/', '[\\\\/]'),
)

export const pageOutput = {
  // a few files rather than sixty: the page requests each from main, which is busy at start
  codeSplitting: {
    groups: [
      { name: 'base', test: base, priority: 2, minShareCount: 2 },
      { name: 'screens', minShareCount: 2, priority: 1 },
    ],
  },
}
