import { numberTail } from '../../../shared/domain/call-matching.ts'
import { foldText } from '../../../shared/domain/contact-text.ts'
import { significantDigits } from './entries.ts'
import type { NamedContact } from './personal-queries.ts'

/** A way in which an entry can fit a search text, for one of the history's two indexes. */
export type SearchTerms =
  | {
      /** For the trigram index (FTS5 query): parts of three and more characters, all of which have to occur. */
      readonly parts: string
      /** Parts too short for that index, beside longer ones. */
      readonly short: readonly string[]
    }
  | {
      /** For the word index (FTS5 query), where no part is long enough: beginnings of words. */
      readonly beginnings: string
    }

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const beginning = (word: string): string => `${quoted(word)} *`
const isLong = (text: string): boolean => [...text].length >= 3

/**
 * Reads a search text: a number in any notation is looked for by the digits that all notations have in common; anything else is
 * words, all of which have to occur, in any order. Returns the ways in which an entry can fit; none: the text asks for nothing.
 *
 * @param callingCode of the user's country, for a national number's first digits
 */
export function searchTerms(text: string, callingCode: string): readonly SearchTerms[] {
  const wanted = text.normalize('NFC').replace(/\p{C}/gu, ' ').trim()
  if (/\d/.test(wanted) && /^[+\d\s()./\u2010-\u2015-]+$/.test(wanted)) return numberTerms(wanted.replace('(0)', ''), callingCode)
  const words = wanted.split(/\s+/).filter((word) => word !== '')
  const long = words.filter(isLong)
  const short = words.filter((word) => !isLong(word))
  if (long.length) return [{ parts: long.map(quoted).join(' AND '), short }]
  // a word without a letter or digit begins nothing
  const beginnings = short.filter((word) => /[\p{L}\p{N}]/u.test(word)).map(beginning)
  return beginnings.length ? [{ beginnings: beginnings.join(' AND ') }] : []
}

function numberTerms(number: string, callingCode: string): readonly SearchTerms[] {
  const typed = number.replace(/\D/g, '')
  const digits = significantDigits(number)
  if (isLong(digits)) {
    const terms: SearchTerms = { parts: quoted(digits), short: [] }
    // a caller's number may have come, and is stored, without the country
    const home = callingCode !== '' && /^\(?(\+|00)/.test(number) && digits.startsWith(callingCode)
    const national = home ? significantDigits(digits.slice(callingCode.length)) : ''
    return isLong(national) ? [terms, { parts: quoted(national), short: [`\n${national}`] }] : [terms]
  }
  const begin = /^0[^0]/.test(typed) ? callingCode + digits : digits
  // from three digits on the trigram index gives the newest at once, however many numbers begin so; a number is a line of an entry's text
  const beginnings = isLong(begin) ? { parts: quoted(begin), short: [`\n${begin}`] } : { beginnings: beginning(begin) }
  return [
    ...(digits === '' ? [] : [beginnings]),
    // or somewhere in a number, zeros and all
    ...(isLong(typed) ? [{ parts: quoted(typed), short: [] }] : []),
  ]
}

/**
 * The ends of the numbers of contacts whose name has every word of the text, accents aside; words of under three characters have to begin one
 * of it.
 */
export function tailsOfNamed(contacts: readonly NamedContact[], text: string): string[] {
  const words = foldText(text).trim().split(/\s+/).filter(Boolean)
  if (!words.length) return []
  const fits = ({ name }: NamedContact): boolean => {
    const folded = foldText(name)
    return words.every((word) => (isLong(word) ? folded.includes(word) : folded.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))))
  }
  return [...new Set(contacts.filter(fits).flatMap(({ numbers }) => numbers.map(({ number }) => numberTail(number))))]
}
