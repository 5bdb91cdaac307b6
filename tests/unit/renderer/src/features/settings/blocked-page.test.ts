import { expect, it } from 'vitest'
import { isBlockable } from '../../../../../../renderer/src/features/settings/blocked-page.tsx'

it('@block takes numbers and SIP users, and prefixes of at least two digits', () => {
  expect(['+49 30 123456', 'bob', '0900', 'Tel.: 030 / 123456', '', 'Büro @'].map((text) => isBlockable('number', text))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
  expect(['0900', '+44', '+49 (0)900', '0', '+', 'bob'].map((text) => isBlockable('prefix', text))).toEqual([true, true, true, false, false, false])
})
