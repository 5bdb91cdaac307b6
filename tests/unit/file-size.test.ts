import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folders = ['electron', 'renderer', 'scripts', 'shared', 'tests']
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css)$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name)),
)

it('no source file is longer than 300 lines without the reason in its head comment', () => {
  expect(files.length).toBeGreaterThan(500)
  const long = files.filter((file) => {
    const text = readFileSync(file, 'utf8')
    return text.split('\n').length > 301 && !text.slice(0, 600).includes('Longer than 300 lines: ')
  })
  expect(long).toEqual([])
})
