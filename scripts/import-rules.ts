// Who may import what: one rule for each folder. scripts/check-imports.ts runs them, a unit test proves each on a failing import.
/**
 * What the files of a folder may import besides each other: folders and files of the project, packages by name, and `node` for
 * Node's own modules. A key ends in `/*` when each folder below it is separate, and in `/**` when the rule covers
 * everything below.
 */
export type ImportRules = Readonly<Record<string, readonly string[]>>

const log = 'electron/main/log.ts'
const endsWithin = 'electron/main/ends-within.ts'
/** What every plain folder of main may import. */
const plain = ['electron/main/environment.ts', endsWithin, 'electron/main/failure.ts', log, 'shared/**', 'node']
/** What every folder of main that knows Electron may import. */
const desktop = ['electron/main/environment.ts', 'electron/main/strings.ts', log, 'shared/**', 'node', 'electron']
const view = ['react', 'react-dom', 'react-i18next', 'i18next', '@mantine/core', '@mantine/hooks', '@tabler/icons-react']
const tests = ['shared/**', 'node', 'vitest', 'fast-check', 'tests/support', 'tests/support/fakes', 'tests/fixtures/**', 'tests/sandbox']

const main: ImportRules = {
  'electron/main': ['electron/main/**', 'shared/**', 'node', 'electron', 'electron-log', 'keytar'],
  'electron/main/ipc': ['electron/main/**', 'shared/**', 'node', 'electron'],

  // plain Node: fetch, clock, paths and keychain come as arguments
  'electron/main/account': [
    ...plain,
    'electron/main/ipc/projection.ts',
    'electron/main/billing',
    'electron/main/calls',
    'electron/main/contacts',
    'electron/main/history',
    'electron/main/lines',
    'electron/main/messages',
    'electron/main/phone',
    'electron/main/provider',
    'electron/main/recordings',
    'electron/main/storage',
    'keytar',
  ],
  'electron/main/lines': [...plain, 'electron/main/account', 'electron/main/phone', 'electron/main/provider', 'electron/main/storage'],
  'electron/main/calls': [...plain, 'electron/main/phone', 'electron/main/storage', 'libphonenumber-js'],
  'electron/main/costs': [...plain, 'electron/main/calls'],
  'electron/main/history': [...plain, 'electron/main/account', 'electron/main/provider', 'electron/main/storage', 'papaparse'],
  'electron/main/billing': [
    ...plain,
    'electron/main/account',
    // tables are read there
    'electron/main/contacts',
    'electron/main/history',
    'electron/main/provider',
    'electron/main/storage',
    'zod',
  ],
  'electron/main/contacts': [
    ...plain,
    'electron/main/ipc/projection.ts',
    'electron/main/account',
    'electron/main/calls',
    'electron/main/history',
    'electron/main/provider',
    'electron/main/storage',
    'ical.js',
    'papaparse',
    'tsdav',
    'zod',
  ],
  'electron/main/messages': [...plain, 'electron/main/storage'],
  'electron/main/recordings': [...plain, 'electron/main/calls', 'electron/main/storage'],
  'electron/main/phone': [
    ...plain,
    'electron/main/ipc/projection.ts',
    'electron/main/account',
    'electron/main/calls',
    'electron/main/costs',
    'electron/main/lines',
    'electron/main/storage',
  ],
  'electron/main/provider': ['shared/**', 'node', 'zod'],
  'electron/main/storage': [endsWithin, log, 'shared/**', 'node', 'atomically', 'zod'],

  // the folders that know Electron
  'electron/main/windows': [
    ...desktop,
    'electron/main/ipc',
    'electron/main/calls',
    'electron/main/storage',
    'electron/main/tray',
    'electron/main/system',
  ],
  'electron/main/tray': [...desktop, 'electron/main/system'],
  'electron/main/notifications': [...desktop, 'electron/main/storage', 'electron/main/system'],
  'electron/main/links': [...desktop, 'electron/main/calls', 'electron/main/storage', 'electron/main/system', 'zod'],
  'electron/main/cli': [...desktop, 'electron/main/calls', 'electron/main/tray', 'zod'],
  'electron/main/updates': [...desktop, 'electron/main/system', 'electron-updater', 'builder-util-runtime', 'zod'],
  'electron/main/dialogs': [...desktop, 'electron/main/history', 'electron/main/recordings', 'electron/main/system', 'electron/main/windows'],
  'electron/main/system': [
    ...desktop,
    'electron/main/ipc/projection.ts',
    'electron/main/account',
    'electron/main/phone',
    'electron/main/calls',
    'electron/main/cli',
    'electron/main/links',
    'electron/main/notifications',
    'electron/main/provider',
    'electron/main/storage',
    'electron/main/tray',
    'electron/main/windows',
    'zod',
  ],
}

const phone: ImportRules = {
  'electron/phone': ['electron/phone/calls', 'electron/phone/line', 'electron/phone/media', 'electron/phone/sip', 'shared/**', 'node'],
  'electron/phone/calls': [
    'electron/phone/line',
    'electron/phone/media',
    'electron/phone/sip',
    'electron/phone/sip/gaps',
    'shared/**',
    'node',
    'sip.js',
  ],
  'electron/phone/line': ['electron/phone/sip', 'electron/phone/sip/gaps', 'shared/**', 'node', 'sip.js'],
  'electron/phone/media': ['electron/phone/sip', 'shared/**', 'node', 'zod', 'werift'],
  'electron/phone/sip': ['electron/phone/sip/gaps', 'shared/**', 'node', 'sip.js', 'ws'],
  'electron/phone/sip/gaps': ['electron/phone/sip', 'shared/**', 'node', 'sip.js'],
}

/** What every visible part of the page may import. */
const shown = ['renderer/src/hooks', 'renderer/src/state', 'renderer/src/audio', 'renderer/src/ui', 'renderer/src/i18n', 'shared/**', ...view]
const screen = ['renderer/src/components', ...shown]

const renderer: ImportRules = {
  'renderer/src': [
    'renderer/src/app',
    'renderer/src/audio',
    'renderer/src/state',
    'renderer/src/ui',
    'shared/contract',
    '@fontsource-variable/inter',
  ],
  'renderer/src/app': ['renderer/src/features/*', ...screen],
  'renderer/src/incoming': [
    'renderer/src/components',
    'renderer/src/hooks',
    'renderer/src/ui',
    'renderer/src/i18n',
    'shared/**',
    ...view,
    '@fontsource-variable/inter',
  ],
  // a screen with its parts; never another feature
  // charts are drawn by the costs alone, whose chunk they are in
  'renderer/src/features/*': [...screen, 'zustand', 'libphonenumber-js', '@tanstack/react-virtual', '@mantine/charts'],
  'renderer/src/components': [
    ...shown,
    'libphonenumber-js',
    // the calendar's dates, in its one component
    '@mantine/dates',
    'dayjs',
  ],
  'renderer/src/hooks': [
    'renderer/src/components',
    'renderer/src/state',
    'renderer/src/audio',
    'renderer/src/i18n',
    'shared/**',
    'react',
    'react-i18next',
    '@mantine/hooks',
    '@tanstack/react-virtual',
  ],
  'renderer/src/audio': ['shared/**'],
  'renderer/src/state': ['shared/**', 'react', 'zustand'],
  'renderer/src/ui': ['@mantine/core', 'react'],
  'renderer/src/i18n': ['shared/**', 'i18next', 'react-i18next'],
}

const others: ImportRules = {
  'electron/preload': ['shared/contract', 'electron'],

  'shared/contract': ['shared/domain', 'zod'],
  'shared/domain': ['zod', 'libphonenumber-js'],

  // each test imports the folder that it tests; what specs share is in support, which knows of the app only what is shared
  'tests/unit/**': [
    'electron/**',
    'renderer/**',
    'scripts/**',
    'tests/electron-host/**',
    'tests/gallery',
    'tests/support/peers',
    ...tests,
    'electron',
    'electron-updater',
    'libphonenumber-js',
    'builder-util-runtime',
    'sip.js',
    'i18next',
    'react',
    'react-dom',
    'dependency-cruiser',
    'papaparse',
    'atomically',
    'zod',
  ],
  'tests/e2e': ['renderer/src/i18n', ...tests],
  'tests/soak': tests,
  'tests/integration': ['tests/support/peers', ...tests],
  'tests/looks': ['renderer/src/i18n', 'renderer/src/ui', 'tests/gallery', ...tests, '@playwright/test'],
  'tests/package': ['electron/main/updates', 'scripts/packaging', ...tests, '@electron/asar'],
  'tests/bench': ['tests/support/peers', ...tests],
  'tests/support': ['renderer/src/i18n', 'shared/**', 'node', 'tests/sandbox', 'electron', '@playwright/test', 'playwright', 'axe-core', 'ws'],
  'tests/support/fakes': ['electron/**', 'shared/**', 'node', 'tests/support', 'vitest', 'fast-check', 'sip.js'],
  'tests/support/peers': ['node', 'tests/support', 'tests/sandbox'],
  'tests/fixtures/**': ['shared/**'],
  // shares no code with what it tests
  'tests/sandbox': ['node', 'selfsigned', 'ws'],
  'tests/electron-host': ['node', 'electron'],
  'tests/electron-host/self-test/**': ['node', 'electron', '@playwright/test'],
  'tests/gallery': [
    // which screen main sends first
    'electron/main/windows/drawn-screen.ts',
    'electron/main/windows/scheme.ts',
    'scripts',
    'renderer/**',
    'shared/**',
    'node',
    'tests/support',
    'tests/electron-host',
    ...view,
    '@fontsource-variable/inter',
    '@playwright/test',
    'playwright',
    '@vitejs/plugin-react',
    'vite',
  ],

  scripts: [
    // drawn by the build
    'renderer/src/app/first-frames.tsx',
    // the benchmarks measure these without the app around them
    'electron/main/contacts',
    'electron/main/storage',
    'electron/phone/media',
    'shared/**',
    'scripts/packaging',
    '@vitejs/plugin-react',
    'vite',
    'electron/main/tray',
    'tests/gallery',
    'tests/sandbox',
    'tests/support',
    'tests/support/peers',
    'node',
    'playwright',
    'werift',
    'dependency-cruiser',
  ],
  'scripts/packaging': ['scripts', 'node', '@electron/asar', '@electron/fuses'],
}

export const importRules: ImportRules = { ...main, ...phone, ...renderer, ...others }

/** Packages that one file alone imports, so that they can be replaced there. */
export const wrapped: Readonly<Record<string, string>> = { werift: 'electron/phone/media/werift-leg.ts' }
