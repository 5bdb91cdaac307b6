import { expect, it } from 'vitest'
import { pressedKeys } from '../../../../../renderer/src/i18n/accelerator.ts'

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
