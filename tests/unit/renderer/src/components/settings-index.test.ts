import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findSettings, settingsIndex } from '../../../../../renderer/src/components/settings-index.ts'
import en from '../../../../../renderer/src/i18n/en.json' with { type: 'json' }

const word = (key: string): string => String(key.split('.').reduce<unknown>((o, k) => (o as Record<string, unknown>)?.[k], en) ?? '')

it('every setting in the index has its words, and is on some page', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((e) =>
      e.isDirectory() ? files(join(folder, e.name)) : e.name.endsWith('.tsx') ? [join(folder, e.name)] : [],
    )
  const pages = ['renderer/src/features', 'renderer/src/components']
    .flatMap(files)
    .map((f) => readFileSync(f, 'utf8'))
    .join()
  for (const { label } of settingsIndex) {
    expect([label, word(label)]).not.toEqual([label, ''])
    const template = label.replace(/\.[^.]+$/, '.$')
    expect([label, pages.includes(`'${label}'`) || pages.includes(`\`${template}`)]).toEqual([label, true])
  }
})
it('settings are found by every word, in any order', () => {
  expect(findSettings('test echo', word, 'en').map((s) => s.label)).toEqual(['audio.echoTitle'])
  expect(findSettings('  ', word, 'en')).toEqual([])
  expect(findSettings('zzz', word, 'en')).toEqual([])
})
