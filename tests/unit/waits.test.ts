import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const specs = globSync('tests/{e2e,integration,looks,package,electron-host}/**/*.{spec,setup}.ts')
/** A sleep: a fixed time that is hoped to be enough. Time that is itself what is tested has a name, `rest`. */
const sleep = /waitForTimeout\(|new Promise(?:<\w+>)?\(\(?\w+\)? => setTimeout\(/

test('the pattern knows a sleep', () => {
  for (const text of [
    'await page.waitForTimeout(200)',
    'await new Promise((resolve) => setTimeout(resolve, 6000))',
    'await new Promise<void>((r) => setTimeout(r, 5))',
  ])
    expect(text).toMatch(sleep)
})

test('no spec sleeps: each wait is for an event, with a limit', () => {
  expect(specs.length).toBeGreaterThan(25)
  const found = specs.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, i) => (sleep.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
  )
  expect(found).toEqual([])
})
