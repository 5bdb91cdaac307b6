import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { brokenImports, filesWithoutRule, type Violation } from '../../../scripts/check-imports.ts'
import { importRules, wrapped } from '../../../scripts/import-rules.ts'

/** One import that each folder must not have. */
const refused: Readonly<Record<string, string>> = {
  'electron/main': 'electron/phone',
  'electron/main/ipc': 'renderer/src/state',
  'electron/main/account': 'electron',
  'electron/main/lines': 'electron',
  'electron/main/calls': 'electron/phone/calls',
  'electron/main/costs': 'electron/main/billing',
  'electron/main/history': 'electron/main/windows',
  'electron/main/billing': 'electron',
  'electron/main/contacts': 'electron',
  'electron/main/messages': 'electron/main/phone',
  'electron/main/recordings': 'electron/main/dialogs',
  'electron/main/phone': 'electron/phone',
  'electron/main/provider': 'electron/main/account',
  'electron/main/storage': 'electron',
  'electron/main/windows': 'electron/main/account',
  'electron/main/tray': 'electron/main/provider',
  'electron/main/notifications': 'electron/main/account',
  'electron/main/links': 'electron/main/account',
  'electron/main/cli': 'electron/main/account',
  'electron/main/updates': 'electron/main/provider',
  'electron/main/dialogs': 'electron/main/account',
  'electron/main/system': 'electron/main/billing',
  'electron/phone': 'electron',
  'electron/phone/calls': 'electron/main/calls',
  'electron/phone/line': 'electron/phone/calls',
  'electron/phone/media': 'sip.js',
  'electron/phone/sip': 'electron/phone/line',
  'electron/phone/sip/gaps': 'electron/phone/calls',
  'renderer/src': 'electron/preload',
  'renderer/src/app': 'node:fs',
  'renderer/src/incoming': 'renderer/src/state',
  'renderer/src/features/*': 'renderer/src/features/another',
  'renderer/src/components': 'renderer/src/features/dialer',
  'renderer/src/hooks': 'renderer/src/app',
  'renderer/src/audio': 'react',
  'renderer/src/state': 'renderer/src/components',
  'renderer/src/ui': 'renderer/src/state',
  'renderer/src/i18n': 'renderer/src/state',
  'electron/preload': 'node:fs',
  'shared/contract': 'electron/preload',
  'shared/domain': 'renderer/src/i18n',
  'tests/unit/**': 'tests/e2e',
  'tests/e2e': 'electron/main/account',
  'tests/integration': 'electron/phone/sip',
  'tests/soak': 'electron/main/storage',
  'tests/looks': 'renderer/src/app',
  'tests/package': 'electron/main/account',
  'tests/bench': 'electron/main/account',
  'tests/support': 'electron/main/account',
  'tests/support/fakes': 'renderer/src/state',
  'tests/support/peers': 'electron/phone/sip',
  'tests/fixtures/**': 'electron/phone/sip',
  'tests/sandbox': 'shared',
  'tests/electron-host': 'electron/main',
  'tests/electron-host/self-test/**': 'electron/main',
  'tests/gallery': 'electron/main/account',
  scripts: 'electron/main/account',
  'scripts/packaging': 'electron/main/account',
}

const root = 'test-output/import-rules'
let files = 0
/** A file in `folder` that imports `entries` of a rule. */
function write(folder: string, name: string, entries: readonly string[]): void {
  const path = `${place(folder)}/${name}.ts`
  mkdirSync(`${root}/${dirname(path)}`, { recursive: true })
  writeFileSync(`${root}/${path}`, entries.map((entry) => `import '${specifier(path, entry)}'\n`).join(''))
}
/** A folder that the pattern of a rule covers. */
const place = (folder: string): string => folder.replace('/**', '/some/where').replace('/*', '/one')

/** How `path` names an entry; makes the file it names. */
function specifier(path: string, entry: string): string {
  if (entry === 'node') return 'node:path'
  if (!/^(electron|renderer|shared|tests|scripts)(\/|$)/.test(entry) || entry === 'electron') return entry
  const target = /\/.*\.tsx?$/.test(entry) ? entry : `${place(entry)}/imported-${files++}.ts`
  mkdirSync(`${root}/${dirname(target)}`, { recursive: true })
  writeFileSync(`${root}/${target}`, '')
  return posix.relative(posix.dirname(path), target).replace(/^(?!\.)/, './')
}

let broken: readonly Violation[] = []
const isFrom = (name: string) => (violation: Violation) => violation.from.endsWith(`/${name}.ts`)

beforeAll(async () => {
  rmSync(root, { recursive: true, force: true })
  for (const top of ['electron', 'renderer', 'shared', 'tests', 'scripts']) mkdirSync(`${root}/${top}`, { recursive: true })
  for (const [folder, entry] of Object.entries(refused)) write(folder, 'refused', [entry])
  for (const [folder, may] of Object.entries(importRules))
    write(
      folder,
      'allowed',
      may.filter((entry) => !(entry in wrapped)),
    )
  for (const [name, only] of Object.entries(wrapped)) {
    write(dirname(only), 'around', [name])
    write(dirname(only), posix.basename(only, '.ts'), [name])
  }
  write('shared/domain', 'one', ['shared/domain/two.ts'])
  write('shared/domain', 'two', ['shared/domain/one.ts'])
  writeFileSync(`${root}/shared/domain/one.ts`, "import './two.ts'\n")
  broken = (await brokenImports(root)).broken
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

it.each(Object.keys(importRules))('refuses an import that %s must not have', (folder) => {
  const own = broken.filter(isFrom('refused')).filter(({ rule }) => rule === folder)
  expect(own.map(({ from }) => from.replace(/^.*test-output\/import-rules\//, ''))).toEqual([`${place(folder)}/refused.ts`])
})

it('allows what each rule names', () => {
  expect(broken.filter(isFrom('allowed'))).toEqual([])
})

it.each(Object.entries(wrapped))('keeps %s behind %s', (name, only) => {
  const rule = `${name} only in ${only}`
  expect(broken.filter((violation) => violation.rule === rule).map(({ from }) => posix.basename(from))).toEqual(['around.ts'])
})

it('refuses imports in a circle', () => {
  expect(
    broken
      .filter(({ rule }) => rule === 'no circles')
      .map(({ from }) => posix.basename(from))
      .sort(),
  ).toHaveLength(1)
})

it('names a folder without a rule', () => {
  const rules = { 'electron/main': [], 'renderer/src/features/*': [], 'shared/**': [], tests: [], scripts: [] }
  const covered = filesWithoutRule(root, importRules)
  expect(filesWithoutRule(root, rules)).toContain('electron/main/provider/refused.ts')
  expect(covered).not.toContain('electron/main/provider/refused.ts')
  expect(filesWithoutRule()).toEqual([])
})
