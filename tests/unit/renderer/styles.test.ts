import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
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
  const shared = ['ui/main-window.css', 'ui/incoming-window.css', 'ui/mantine.css', 'ui/mantine-later.css']
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

/** Folders of Mantine's components that these names need, each with what it is made of. */
function mantineParts(names: readonly string[]): Set<string> {
  const components = 'node_modules/@mantine/core/esm/components'
  const seen = new Set<string>()
  const styles = new Set<string>()
  const follow = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    const style = /\/(\w+)\.module\.mjs$/.exec(file)?.[1]
    if (style) styles.add(style)
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g)) follow(join(dirname(file), path))
  }
  for (const name of names) for (const file of globSync(`${components}/*/{${name},${name}/${name}}.mjs`)) follow(file)
  return styles
}
it("Mantine's styles are those of the components in use, in Mantine's own order", () => {
  const packages = ['dates', 'charts'].flatMap((name) => globSync(`node_modules/@mantine/${name}/esm/components/{DateInput,BarChart}/*.mjs`))
  const sources = [...files('.tsx').map((file) => join(root, file)), ...packages].map((file) => readFileSync(file, 'utf8'))
  const names = sources.flatMap((source) =>
    [...source.matchAll(/import \{([^}]+)\} from ['"]@mantine\/core['"]/g)].flatMap(([, list = '']) => list.split(',').map((name) => name.trim())),
  )
  const needed = mantineParts(names.filter((name) => /^[A-Z]\w+$/.test(name)))
  const [first = [], later = []] = ['ui/mantine.css', 'ui/mantine-later.css'].map((file) =>
    [...read(file).matchAll(/@mantine\/core\/styles\/([\w-]+)\.css/g)].flatMap(([, name]) => name ?? []),
  )
  expect([...needed].filter((name) => ![...first, ...later].includes(name) && existsSync(`node_modules/@mantine/core/styles/${name}.css`))).toEqual(
    [],
  )
  // where each file's first rule is in the whole style sheet
  const whole = readFileSync('node_modules/@mantine/core/styles.css', 'utf8')
  const place = (name: string): number =>
    whole.indexOf(
      readFileSync(`node_modules/@mantine/core/styles/${name}.css`, 'utf8')
        .replace(/^\/\*.*?\*\//s, '')
        .trim()
        .slice(0, 300),
    )
  for (const list of [first, later]) {
    const places = list.map(place)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  }
})
