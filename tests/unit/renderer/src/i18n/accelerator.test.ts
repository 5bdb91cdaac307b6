import type { TFunction } from 'i18next'
import { expect, it } from 'vitest'
import { acceleratorText, pressedKeys } from '../../../../../renderer/src/i18n/accelerator.ts'
import de from '../../../../../renderer/src/i18n/de.json' with { type: 'json' }

it('global keys are read by their position on the keyboard, and a bare letter is not one', () => {
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

it('keys have the names that are printed on the keyboard of the system', () => {
  const t = ((key: string) => de.keys.name[key.replace('keys.name.', '') as 'ctrl']) as unknown as TFunction
  expect(acceleratorText(t, 'CommandOrControl+Alt+A', false)).toBe('Strg Alt A')
  expect(acceleratorText(t, 'CommandOrControl+Alt+A', true)).toBe('Cmd Option A')
  expect(acceleratorText(t, 'CommandOrControl+Shift+Enter', true)).toBe('Cmd Umschalt Eingabe')
})
