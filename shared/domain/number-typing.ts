import { AsYouType, type CountryCode, isSupportedCountry } from 'libphonenumber-js/min'
import { isWords, readDialled, vanityOf } from './number-intake.ts'

/** What a number field holds while one types. */
export type Typed = {
  readonly text: string
  /** Characters in front of the caret. */
  readonly caret: number
}
/** Which way a key deletes: Backspace or Delete; null for anything else that changes the text. */
export type Deletion = 'backward' | 'forward' | null

/** A number that is grouped, and the tones behind it, which are not: `030 123456` and `,,12#`. */
const grouped = /^([+\d\s()./\u2010-\u2015-]*)([,;].*)?$/
const sign = /[+\d]/

/**
 * A number as it stands in a number field: grouped, with the tones behind it; a vanity number as it is written, a SIP user with
 * `sip:`. Words stay words.
 */
export function fieldText(text: string, region: string): string {
  if (isWords(text) || vanityOf(text) !== null) return text.trim()
  const { number, postDial } = readDialled(text)
  return /\p{L}/u.test(number) ? `sip:${number}` : groupNumber(number, region) + postDial
}

/** Groups what is a number, or the beginning of one, as its country writes it; any other text stays as it is. No digit is changed. */
export function groupNumber(text: string, region: string): string {
  const [, number = '', tones = ''] = grouped.exec(text) ?? []
  const signs = number.replace(/[^+\d]/g, '')
  // the 0 of `+49 (0)30` is not dialled
  if (signs === '' || signs.indexOf('+') > 0 || (/^\s*(\+|00)/.test(number) && number.includes('('))) return text
  const written = new AsYouType(isSupportedCountry(region) ? (region as CountryCode) : undefined).input(signs)
  return written.replace(/[^+\d]/g, '') === signs ? written + tones : text
}

/**
 * The field after a key, grouped anew, with the caret between the same digits as before. A key that deletes nothing but a
 * separator takes the digit beside it, since the separator would come back.
 *
 * @param before the field in front of that key
 * @param region ISO 3166-1 alpha-2, of numbers without a country code
 */
export function typeNumber(before: Typed, after: Typed, region: string, deletion: Deletion): Typed {
  const { text, caret } = deletion ? withoutDigit(before, after, deletion) : after
  const next = groupNumber(text, region)
  if (next === text) return { text, caret }
  // behind the same number of signs; at the end of the text behind everything
  if (caret >= text.length) return { text: next, caret: next.length }
  let left = signsIn(text.slice(0, caret))
  let at = 0
  while (left > 0 && at < next.length) if (sign.test(next[at++] ?? '')) left -= 1
  return { text: next, caret: at }
}

function withoutDigit(before: Typed, after: Typed, deletion: NonNullable<Deletion>): Typed {
  const { text, caret } = after
  if (!grouped.test(before.text) || before.text.length !== text.length + 1 || signsIn(before.text) !== signsIn(text)) return after
  const [head, tail] = [text.slice(0, caret), text.slice(caret)]
  if (deletion === 'forward') return { text: head + tail.replace(sign, ''), caret }
  const shorter = head.replace(/[+\d][^+\d]*$/, '')
  return { text: shorter + tail, caret: shorter.length }
}

const signsIn = (text: string): number => text.replace(/[^+\d]/g, '').length
