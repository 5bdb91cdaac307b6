import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = 'renderer/src'
const files = (end: string): string[] => readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(end))
const read = (file: string): string => readFileSync(join(root, file), 'utf8').replace(/\/\*.*?\*\//gs, '')
/** Selectors of a style sheet without what a module takes from the shared styles. */
const selectors = (file: string): string[] =>
  [...read(file).matchAll(/([^{};]+)\{/g)]
    .flatMap(([, list = '']) => list.split(','))
    .map((selector) => selector.replace(/:global\([^)]*\)/g, '').trim())
    .filter((selector) => !selector.startsWith('@'))
const classesOf = (selector: string): string[] => [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].flatMap(([, name]) => name ?? [])
const modules = files('.module.css')

it('no class name is defined in two files', () => {
  const homes = new Map<string, Set<string>>()
  for (const file of files('.css'))
    for (const selector of selectors(file)) {
      // what follows in a selector is a state or a context of the first
      const [name] = classesOf(selector)
      if (name && !name.startsWith('mantine-')) homes.set(name, (homes.get(name) ?? new Set()).add(file))
    }
  expect([...homes].filter(([, of]) => of.size > 1).map(([name, of]) => `${name}: ${[...of].join(', ')}`)).toEqual([])
})
it('every style sheet is in a layer', () => {
  for (const file of modules) expect(read(file).trim()).toMatch(/^@layer components \{/)
  const shared = ['ui/main-window.css', 'ui/incoming-window.css']
  const imported = new Set(
    shared.flatMap((file) => [...read(file).matchAll(/@import "([^"]+)" layer\(\w+\);/g)].map(([, path = '']) => join('ui', path))),
  )
  for (const file of files('.css').filter((f) => !modules.includes(f) && ![...shared, 'ui/layers.css'].includes(f))) expect(imported).toContain(file)
})
it('every class a component takes from a module is defined there, and none is unused', () => {
  const used = new Map<string, Set<string>>(modules.map((file) => [file, new Set()]))
  const missing: string[] = []
  for (const file of files('.tsx')) {
    const source = readFileSync(join(root, file), 'utf8')
    for (const [, name = '', path = ''] of source.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
      const module = join(dirname(file), path)
      expect(existsSync(join(root, module))).toBe(true)
      const defined = new Set(selectors(module).flatMap(classesOf))
      for (const [, key = ''] of source.matchAll(new RegExp(`\\b${name}\\['([\\w-]+)'\\]`, 'g'))) {
        used.get(module)?.add(key)
        if (!defined.has(key)) missing.push(`${file}: ${key}`)
      }
      // a class chosen by a state: css[word]
      if (new RegExp(`\\b${name}\\[[^']`).test(source)) for (const key of defined) used.get(module)?.add(key)
    }
  }
  const unused = modules.flatMap((file) =>
    [...new Set(selectors(file).flatMap(classesOf))].filter((c) => !used.get(file)?.has(c)).map((c) => `${file}: ${c}`),
  )
  expect({ missing, unused }).toEqual({ missing: [], unused: [] })
})
