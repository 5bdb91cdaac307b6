import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { type PackageGroup, packagesOf } from '../../../scripts/system-packages.ts'

const groups: readonly PackageGroup[] = ['host', 'display', 'keyring', 'desktop', 'peers', 'screen-reader', 'capture']

it.each(groups)('the list has packages for %s', (group) => {
  expect(packagesOf(group).length).toBeGreaterThan(0)
  expect(packagesOf(group).filter((name) => !/^[a-z0-9][a-z0-9+.-]+$/.test(name))).toEqual([])
})

it.runIf(process.platform === 'linux')('the shell reads the same packages from it', () => {
  const read = (...names: string[]): string[] => execFileSync('scripts/debian-packages.sh', names, { encoding: 'utf8' }).split('\n').filter(Boolean)
  for (const group of groups) expect(read(group)).toEqual(packagesOf(group))
  expect(read('host', 'peers')).toEqual([...packagesOf('host'), ...packagesOf('peers')])
  expect(read()).toEqual([])
})
