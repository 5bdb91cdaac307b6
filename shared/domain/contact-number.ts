import { isSupportedCountry, isValidPhoneNumber, Metadata, type NumberingPlan } from 'libphonenumber-js/min'
import { readDialled } from './number-intake.ts'
import { cleanNumber, readPhoneNumber } from './phone-number.ts'

/** One form for each number, so that `030 123`, `+49 30 123` and `004930123` meet: E.164 where it is a number, else as it is. */
export function numberKey(number: string, region: string): string {
  const plain = number.trim()
  // `10001,,12` is 10001, which is called
  const { number: called, postDial } = readDialled(plain)
  return (
    readPhoneNumber(plain.replace(/^00(?=[1-9])/, '+'), region)?.e164 ?? (postDial === '' ? plain : called).replace(/[\s()./-]/g, '').toLowerCase()
  )
}

/** Digits that two notations of a number have in common at its end. */
const TAIL = 8
/** A shorter end says too little about whose number it is. */
const SHORTEST_TAIL = 7

/** The last digits of a number, for a look-up where its beginning may be written differently; null for what is too short for it. */
export function significantTail(number: string): string | null {
  const { number: called } = readDialled(number)
  if (/[a-z*#@]/i.test(called)) return null
  const digits = called.replace(/\D/g, '').replace(/^0+/, '')
  return digits.length < SHORTEST_TAIL ? null : digits.slice(-TAIL)
}

/**
 * Whether a number with this key is known in full, by its country code or by the 0 in front of the area: two such numbers are the same, or are
 * not, by their keys alone.
 */
export const isComplete = (number: string, key: string): boolean => key.startsWith('+') && /^[\s(]*[+0]/.test(number)

/** A caller's number as it is compared with `callerForms`: digits alone; a SIP user in small letters. */
export const callerForm = (number: string): string =>
  /^[+\d\s()./-]+$/.test(number) ? number.replace(/\D/g, '').replace(/^00(?=[1-9])/, '') : number.trim().toLowerCase()

/**
 * The forms (`callerForm`) in which a number may come as a caller's: international, national, and as it is written. A national form that is
 * another country's number as well is left out unless it is what was written.
 */
export function callerForms(number: string, region: string): readonly string[] {
  const key = numberKey(number, region)
  const facts = readPhoneNumber(key, region)
  if (!facts || !key.startsWith('+')) return [callerForm(number)]
  const digits = key.slice(1)
  const rest = digits.slice(facts.countryCode.length)
  const isHome = (form: string): boolean => readPhoneNumber(form, region)?.e164 === key
  const national = isHome(`0${rest}`)
    ? [`0${rest}`]
    : [trunkOf(region) + rest, rest].filter((form) => isHome(form) && !isValidPhoneNumber(`+${form}`))
  return [...new Set([digits, ...national, callerForm(cleanNumber(number))])]
}

/** What national numbers of a country begin with when they are dialled within it: `0` in most, `06` in Hungary, "" in Spain. */
export function trunkOf(region: string): string {
  if (!isSupportedCountry(region)) return ''
  const metadata = new Metadata()
  metadata.selectNumberingPlan(region)
  // the library's types leave it out
  const plan = metadata.numberingPlan as (NumberingPlan & { readonly nationalPrefix: () => unknown }) | undefined
  // 0 as a number: the country has none
  return String(plan?.nationalPrefix() || '')
}
