import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { billOfMaterials, isCurrent, type Lock, type Manifest, supplyProblems } from '../../../../scripts/packaging/supply-chain.ts'

const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'))

it('every package is locked with its hash, from the registry, under a licence of the list, its install script decided on', () => {
  expect(Object.keys(lock.packages).length).toBeGreaterThan(300)
  expect(supplyProblems(lock, manifest)).toEqual([])
})

it('nothing is added that was published within three days', () => {
  expect(Number(/^min-release-age=(\d+)$/m.exec(readFileSync('.npmrc', 'utf8'))?.[1])).toBeGreaterThanOrEqual(3)
})

it('finds what is wrong', () => {
  const one = { version: '1.0.0', integrity: 'sha512-AAAA', license: 'MIT' }
  const packages = {
    '': { version: '1.0.0' },
    'node_modules/good': one,
    'node_modules/no-hash': { version: '1.0.0', license: 'MIT' },
    'node_modules/elsewhere': { ...one, resolved: 'git+ssh://git@example.com/x.git' },
    'node_modules/copyleft': { ...one, license: 'GPL-3.0' },
    'node_modules/script': { ...one, hasInstallScript: true },
  }
  const problems = supplyProblems(
    { lockfileVersion: 3, packages },
    { name: 'x', version: '1.0.0', allowScripts: { gone: true }, dependencies: { good: '^1.0.0' } },
  )
  expect(problems).toEqual([
    'no integrity: node_modules/no-hash',
    'not from the registry: node_modules/elsewhere (git+ssh://git@example.com/x.git)',
    'licence: node_modules/copyleft (GPL-3.0)',
    'install script without a decision: script',
    'decision on an install script that is not there: gone',
    'not one version: good (^1.0.0)',
  ])
})

it('a release is made with the newest Electron, or one major behind it', () => {
  expect([isCurrent('45.4.1', '45.9.0'), isCurrent('45.4.1', '46.0.1'), isCurrent('45.4.1', '47.0.0')]).toEqual([true, true, false])
})

it('the bill of materials names what ships, with version, licence, address and hash, the same each time', () => {
  const notices = [
    { name: 'zod', version: lock.packages['node_modules/zod']?.version ?? '', licence: 'MIT', text: '' },
    { name: '@mantine/core', version: lock.packages['node_modules/@mantine/core']?.version ?? '', licence: '(MIT OR CC0-1.0)', text: '' },
  ]
  const bill = billOfMaterials(manifest, lock, notices)
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component: { type: 'application', name: 'dialdesk' } } })
  expect(bill.components.map(({ purl }) => purl.replace(/@[\d.]+$/, ''))).toEqual(['pkg:npm/electron', 'pkg:npm/zod', 'pkg:npm/%40mantine/core'])
  for (const { hashes } of bill.components) expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/)
  expect(bill.components.map(({ licenses }) => licenses?.[0])).toEqual([
    { license: { id: 'MIT' } },
    { license: { id: 'MIT' } },
    { expression: '(MIT OR CC0-1.0)' },
  ])
  expect(billOfMaterials(manifest, lock, notices)).toEqual(bill)
})
