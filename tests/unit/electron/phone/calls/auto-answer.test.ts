import { describe, expect, it } from 'vitest'
import { autoAnswerDelay } from '../../../../../electron/phone/calls/auto-answer.ts'

const headers =
  (all: Readonly<Record<string, string>>) =>
  (name: string): string | undefined =>
    all[name]

describe('auto answer', () => {
  it('is off, or after the user’s delay', () => {
    expect(autoAnswerDelay({ mode: 'off', delay: 3 }, headers({ 'call-info': '<x>;answer-after=0' }))).toBeNull()
    expect(autoAnswerDelay({ mode: 'always', delay: 3 }, headers({}))).toBe(3)
  })
  it.each([
    [{ 'call-info': '<sip:x>;answer-after=0' }, 2],
    [{ 'call-info': '<sip:x>; answer-after=5' }, 5],
    [{ 'alert-info': '<http://x>;info=alert-autoanswer;delay=0' }, 2],
    [{ 'answer-mode': 'Auto' }, 2],
    [{ 'answer-mode': 'Manual' }, null],
    [{}, null],
  ])('by header %o', (all, delay) => expect(autoAnswerDelay({ mode: 'header', delay: 2 }, headers(all as Record<string, string>))).toBe(delay))
})
