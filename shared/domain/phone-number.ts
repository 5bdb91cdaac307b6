// `min` metadata (80 kB) has every country's numbering plan, and not which numbers are mobile: electron/main/calls/number-kind.ts has the full one.
import { type CountryCode, getCountryCallingCode, isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { readDialled, vanityOf } from './number-intake.ts'

export type NumberFacts = {
  /** `+447700900123` */
  readonly e164: string
  /** Grouped for reading, with no-break spaces. */
  readonly display: string
  /** ISO 3166-1 alpha-2, or null for numbers of no country. */
  readonly region: string | null
  /** Digits, e.g. `49`. */
  readonly countryCode: string
}

/** Reads a typed, pasted or received number; `region` (ISO 3166-1 alpha-2) counts for numbers without a country code. Null for any other text. */
export function readPhoneNumber(text: string, region: string): NumberFacts | null {
  const cleaned = cleanNumber(text)
  const international = cleaned.startsWith('00') ? `+${cleaned.slice(2)}` : cleaned
  // short numbers belong to the network they are dialled in, and to no country
  if (!/^(\+\d{4,20}|\d{6,20})$/.test(international)) return null
  const parsed = parse(international, region)
  if (!parsed?.isPossible()) return null
  return {
    e164: parsed.number,
    display: parsed.formatInternational().replaceAll(' ', '\u00a0'),
    // a code that several countries share (+44, +1) counts for the main one
    region: parsed.country ?? parsed.getPossibleCountries()[0] ?? null,
    countryCode: parsed.countryCallingCode,
  }
}

/** How a number is shown: grouped when it is one, with the tones behind it; with letters where it is written so; else as it came. Never cut. */
export function displayNumber(text: string, region: string): string {
  const facts = readPhoneNumber(text, region)
  if (!facts) return text
  const { postDial } = readDialled(text)
  return vanityOf(text) ?? (postDial === '' ? facts.display : `${facts.display} ${postDial}`)
}

/**
 * A line's SIP user name, grouped where it is a number in full. Digits without `+` or `00` stay as they are: the provider's user
 * names are such digits too, and nothing says which of them can be called.
 */
export const lineNumber = (userName: string): string => (/^(\+|00)/.test(userName) ? displayNumber(userName, '') : userName)

/** The cleaned number where the text is nothing but one of at least `shortest` digits, else null. */
export function plainNumber(text: string, shortest: number): string | null {
  const cleaned = cleanNumber(text)
  const digits = cleaned.replace(/^\+/, '')
  return /^\d{1,20}$/.test(digits) && digits.length >= shortest ? cleaned : null
}

/** A number in the provider's notation (provider API: phone numbers): a leading + becomes 00, a national one stays as typed. */
export const providerNumber = (text: string): string => cleanNumber(text).replace(/^\+/, '00')

/** A number as the provider wrote it, for people: 00 or bare E.164 becomes +; what is on its own network (ONNET...) stays. */
export const fromProviderNumber = (text: string): string => text.trim().replace(/^00(?=[1-9])/, '+')

/** Country code and number without + or 00, as cards and number-check want it; null when no country is known. */
export function bareNumber(text: string, region: string): string | null {
  return readPhoneNumber(text, region)?.e164.slice(1) ?? null
}

/** The digits in front of a country's international numbers (`49`), or "" for an unknown region. */
export const callingCodeOf = (region: string): string => (isSupportedCountry(region) ? getCountryCallingCode(region) : '')

/**
 * Takes a number as people write it to the signs that can be dialled (number-intake.ts): digits, `+` in front, `*` and `#`; what
 * follows as tones is left out.
 */
export const cleanNumber = (text: string): string => readDialled(text).number

function parse(number: string, region: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(number, isSupportedCountry(region) ? { defaultCountry: region as CountryCode } : {})
}
