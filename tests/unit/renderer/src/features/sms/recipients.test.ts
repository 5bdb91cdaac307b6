import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRecipients, readRecipients } from '../../../../../../renderer/src/features/sms/recipients.ts'
import { SMS_RECIPIENTS } from '../../../../../../shared/domain/sms.ts'

describe('what is typed or pasted for recipients', () => {
  it.each<[string, readonly string[], string]>([
    ['+49 171 3920042', ['+491713920042'], ''],
    ['0171 3920042, +44 20 7946 0018;\n0049 171 3920043\n', ['01713920042', '+442079460018', '00491713920043'], ''],
    ['+49 171 3920042, Anna', ['+491713920042'], 'Anna'],
    ['123', [], '123'],
    ['', [], ''],
    [' , ;\n', [], ''],
  ])('%j', (text, numbers, rest) => expect(readRecipients(text)).toEqual({ numbers, rest }))
  it('is taken apart without loss, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { numbers, rest } = readRecipients(text)
        const parts = text.split(/[,;\n\r\t]+/).filter((part) => part.trim())
        expect(numbers.length + (rest ? rest.split(', ').length : 0)).toBe(parts.length)
      }),
    )
  })
})

describe('recipients', () => {
  it('are there once, however their number is written, under a name where one is known', () => {
    const typed = addRecipients([], [{ number: '0171 3920042', name: null }], 'DE')
    expect(addRecipients(typed, [{ number: '+491713920042', name: 'Anna' }], 'DE')).toEqual([{ number: '+491713920042', name: 'Anna' }])
    expect(addRecipients(addRecipients([], [{ number: '+491713920042', name: 'Anna' }], 'DE'), typed, 'DE')).toHaveLength(1)
  })
  it('are as many as one text may go to', () => {
    const many = Array.from({ length: SMS_RECIPIENTS + 10 }, (_, n) => ({ number: `+49171392${1000 + n}`, name: null }))
    expect(addRecipients([], many, 'DE')).toEqual(many.slice(0, SMS_RECIPIENTS))
  })
})
