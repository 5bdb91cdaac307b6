import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withoutUnusedColours } from '../../../scripts/unused-colours.ts'

it('leaves out palettes of Mantine that nobody uses, and no other variable', () => {
  const css = readFileSync('node_modules/@mantine/core/styles/default-css-variables.css', 'utf8')
  const names = (text: string) => new Set([...text.matchAll(/(--[\w-]+):/g)].map(([, name = '']) => name))
  const left = names(withoutUnusedColours(css))
  const gone = [...names(css)].filter((name) => !left.has(name))
  expect(gone.length).toBeGreaterThan(150)
  expect(gone.filter((name) => !/^--mantine-color-(blue|pink|grape|violet|indigo|cyan|teal|green|lime|yellow|orange)-/.test(name))).toEqual([])
  expect(withoutUnusedColours(css)).not.toMatch(/\{[^}]*\{[^}]*$/)
})
