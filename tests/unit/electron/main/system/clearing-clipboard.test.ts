import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClearingClipboard, SECRET_KEPT } from '../../../../../electron/main/system/clearing-clipboard.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function clipboardOf() {
  const held = { text: '', cleared: 0 }
  const clipboard = createClearingClipboard({
    read: async () => held.text,
    write: (text) => {
      held.text = text
    },
    clear() {
      held.text = ''
      held.cleared += 1
    },
  })
  return { held, ...clipboard }
}

it('a secret leaves the clipboard after 30 s', async () => {
  const { held, copy } = clipboardOf()
  copy('1357924680')
  await vi.advanceTimersByTimeAsync(SECRET_KEPT - 1)
  expect(held.text).toBe('1357924680')
  await vi.advanceTimersByTimeAsync(1)
  expect(held.text).toBe('')
})

it('what was copied since by somebody else stays, when the time is over and when the app quits', async () => {
  const { held, copy, clear } = clipboardOf()
  copy('1357924680')
  held.text = 'a shopping list'
  await clear()
  await vi.advanceTimersByTimeAsync(SECRET_KEPT)
  expect([held.text, held.cleared]).toEqual(['a shopping list', 0])
})

it('a second secret has its own 30 s, and is gone when the app quits', async () => {
  const { held, copy, clear } = clipboardOf()
  copy('first')
  await vi.advanceTimersByTimeAsync(20_000)
  copy('second')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(held.text).toBe('second')
  await clear()
  expect(held.text).toBe('')
  await vi.advanceTimersByTimeAsync(SECRET_KEPT)
  expect(held.cleared).toBe(1)
})
