import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const main = "import { app, ipcMain } from 'electron'\n\nipcMain.handle(app.name, () => null)\n"
const page = "import { ipcRenderer } from 'electron'\n\nvoid ipcRenderer.invoke('any')\n"
const around = (line: string): string => `${line}\n\nelectron.ipcMain.removeHandler('any')\n`

/** Files by their place, and whether the rule refuses them. */
const files: Readonly<Record<string, readonly [text: string, refused: boolean]>> = {
  'electron/main/ipc/main.ts': [main, false],
  'electron/preload/page.ts': [page, false],
  'electron/preload/process.ts': ["import { contextBridge } from 'electron'\n\ncontextBridge.exposeInMainWorld('any', process.versions)\n", true],
  'electron/preload/buffer.ts': ["import { contextBridge } from 'electron'\n\ncontextBridge.exposeInMainWorld('any', Buffer.alloc(1))\n", true],
  'electron/preload/require.ts': ["import { contextBridge } from 'electron'\n\ncontextBridge.exposeInMainWorld('any', require('node:fs'))\n", true],
  'electron/main/windows/named.ts': [main, true],
  'electron/main/windows/default.ts': [around("import electron from 'electron'"), true],
  'electron/main/windows/all.ts': [around("import * as electron from 'electron'"), true],
  'electron/phone/named.ts': [main, true],
  'renderer/src/app/named.ts': [page, true],
}

const folder = mkdtempSync(join(tmpdir(), 'dialdesk-lint-'))
let refused: readonly string[] = []

beforeAll(() => {
  cpSync('biome.json', join(folder, 'biome.json'))
  for (const [path, [text]] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { stdout } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', '--reporter=github'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  refused = Object.keys(files).filter((path) =>
    stdout.split('\n').some((line) => /noRestricted(Imports|Globals)/.test(line) && line.replaceAll('\\', '/').includes(path)),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(Object.entries(files))('ipcMain and ipcRenderer keep to their folders, and preload does without Node: %s', (path, [, expected]) => {
  expect(refused.includes(path)).toBe(expected)
})
