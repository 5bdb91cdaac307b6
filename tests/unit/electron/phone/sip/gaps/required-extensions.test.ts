import { expect, it } from 'vitest'
import { unsupportedExtensions } from '../../../../../../electron/phone/sip/gaps/required-extensions.ts'

it('what a request requires and we do not support is named', () => {
  expect(unsupportedExtensions('timer, 100rel,foo')).toEqual(['100rel', 'foo'])
  expect(unsupportedExtensions(undefined)).toEqual([])
})
