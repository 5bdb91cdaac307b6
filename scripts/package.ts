// `npm run package`: the installers. `-- --dir`: the unpacked folder; without Electron's binary around a stub of it, to inspect.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folderOnly = process.argv.includes('--dir')
const real = existsSync('node_modules/electron/path.txt')
const stub = folderOnly && !real && process.platform === 'linux' ? makeStub() : null
const { status } = spawnSync(
  join('node_modules', '.bin', 'electron-builder'),
  ['--config', 'electron-builder.config.cjs', '--publish', 'never', ...(folderOnly ? ['--dir'] : [])],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...(stub ? { ELECTRON_DIST: stub } : {}) },
  },
)
if (stub) rmSync(stub, { recursive: true, force: true })
process.exit(status ?? 1)

/** A folder that looks like Electron's, with the sentinel that the fuses are written behind. */
function makeStub(): string {
  const folder = mkdtempSync(join(tmpdir(), 'electron-stub-'))
  for (const path of ['locales', 'resources']) mkdirSync(join(folder, path))
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), Buffer.from(sentinel), Buffer.from([1, 9]), Buffer.from('110010110')]),
  )
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'version'), '45.4.1')
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(join(folder, file), '')
  return folder
}
