import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { passingSound } from '../../../renderer/src/audio/start-audio.ts'
import { findSettings, settingsIndex } from '../../../renderer/src/components/settings-index.ts'
import { pressedKeys } from '../../../renderer/src/i18n/accelerator.ts'
import en from '../../../renderer/src/i18n/en.json' with { type: 'json' }
import { accentTokens, contrast, rgb } from '../../../renderer/src/ui/accent.ts'
import { appStateSchema } from '../../../shared/contract/ipc.ts'
import { pseudoText } from '../../gallery/pseudo.ts'
import { states } from '../../gallery/states.ts'
import { callOf } from '../../support/state.ts'

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
it.each(['#7FBF3F', '#000000', '#FFFFFF', '#FF0000', '#3F4FC9', '#FFEE00'])(
  'whatever accent a brand chooses, text on it and in it can be read: %s',
  (colour) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { fill, text, soft } = accentTokens(colour, scheme)
      expect(contrast(rgb('#FFFFFF'), rgb(fill))).toBeGreaterThanOrEqual(4.5)
      expect(contrast(rgb(text), rgb(soft))).toBeGreaterThanOrEqual(4.5)
    }
  },
)
it('keys for all programs are read from their place on the keyboard, and a bare letter is none', () => {
  const press = (part: object) =>
    pressedKeys({ code: 'KeyA', key: 'a', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part }, false)
  expect(press({ ctrlKey: true, altKey: true, key: 'æ' })).toBe('CommandOrControl+Alt+A')
  expect(press({ code: 'F9', key: 'F9' })).toBe('F9')
  expect(press({})).toBe('')
  expect(press({ shiftKey: true })).toBe('')
  expect(press({ ctrlKey: true, code: 'Period' })).toBe('')
  expect(press({ key: 'Control', ctrlKey: true })).toBeNull()
  expect(pressedKeys({ code: 'Digit4', key: '4', ctrlKey: false, metaKey: true, altKey: false, shiftKey: true }, true)).toBe(
    'CommandOrControl+Shift+4',
  )
})
it('the connection of a call that is lost, and found again, is heard once each', () => {
  const [up, lost] = [callOf({ state: 'connected' }), callOf({ state: 'connected', reconnectingSince: 5 })]
  expect(passingSound([lost], [up])).toBe('lost')
  expect(passingSound([up], [lost])).toBe('found')
  expect([passingSound([up], [up]), passingSound([lost], [lost]), passingSound([lost], [])]).toEqual([null, null, null])
  expect(passingSound([callOf({ state: 'ended', reconnectingSince: null })], [lost])).toBeNull()
})
it.each(states.map((s) => [s.id, s.state] as const))('the gallery shows nothing that could not be: %s', (_, state) =>
  expect(appStateSchema.safeParse(state).error?.issues ?? []).toEqual([]),
)
it('the language for tests is longer, in brackets, and keeps its places', () => {
  expect(pseudoText('Call {name} on {line}')).toMatch(/^\[Cåll \{name\} öñ \{line\}~+\]$/)
})
