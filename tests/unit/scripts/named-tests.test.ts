import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { missingTests, namedTests, titlesIn } from '../../../scripts/named-tests.ts'

const read = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null)
const documents = ['SECURITY.md', ...globSync('docs/*.md')]

it.each(documents)('every test that %s names is in the suite', (document) => {
  expect(missingTests(read(document) ?? '', read)).toEqual([])
})

it('the threat model names a test for each measure, and each of the thirty points', () => {
  const text = read('docs/threat-model.md') ?? ''
  expect(namedTests(text).length).toBeGreaterThan(70)
  const measures = text
    .slice(text.indexOf('## Attackers'))
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:---|measure|item|\| point)/.test(line))
  expect(measures.length).toBeGreaterThan(50)
  expect(measures.filter((row) => namedTests(row).length !== 1)).toEqual([])
  const points = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, n]) => Number(n))
  expect(points).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
})

it('finds titles as they are written, and those that are gone', () => {
  const source = [
    "it('one’s title', () => {})",
    "test.describe('a group', () => {})",
    'test(`${count} calls, ${long ? "and more" : ""} done`, async () => {})',
    "it.each([\n  ['a', 1],\n])('%s is %i', () => {})",
    "it.each(['win32'] as const)('on %s', () => {})",
    "describe.skipIf(process.platform === 'win32')('on others', () => {})",
  ].join('\n')
  expect(new Set(titlesIn(source))).toEqual(new Set(['one’s title', 'a group', '… calls, … done', '… is …', 'on …', 'on others']))
  const document = '`tests/unit/a.test.ts › on others`\n`tests/unit/a.test.ts › was renamed`\n`tests/unit/b.test.ts › on others`'
  const missing = missingTests(document, (path) => (path === 'tests/unit/a.test.ts' ? source : null))
  expect(missing.map(({ title, line }) => [title, line])).toEqual([
    ['was renamed', 2],
    ['on others', 3],
  ])
})

it('the security policy says how to report, what is fixed, and how audits are published', () => {
  const text = read('SECURITY.md') ?? ''
  for (const part of ['## Reporting', '## Audits', 'docs/threat-model.md']) expect(text).toContain(part)
})
