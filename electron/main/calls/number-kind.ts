import type * as Numbers from 'libphonenumber-js/max'
import { isEmergencyNumber } from '../../../shared/domain/emergency.ts'
import { readDialled } from '../../../shared/domain/number-intake.ts'
import { cleanNumber } from '../../../shared/domain/phone-number.ts'

export type NumberKind = {
  /** ISO 3166-1 alpha-2. */
  readonly region: string
  readonly mobile: boolean
  /** Costs no more than a normal call: landline, mobile, freephone. */
  readonly ordinary: boolean
  readonly premium: boolean
}

let numbers: typeof Numbers | null = null
/** The full numbering plans know premium and shared-cost ranges; too large to be read at each start. */
export async function loadNumberKinds(): Promise<void> {
  numbers ??= await import('libphonenumber-js/max')
}
export const numberKindsLoaded = (): boolean => numbers !== null

/** What a number is; null when no country's plan knows it, or the plans are not loaded yet. */
export function numberKind(number: string, home: string): NumberKind | null {
  const cleaned = cleanNumber(number)
  if (!numbers || /[*#]/.test(cleaned) || isEmergencyNumber(cleaned, home)) return null
  const parsed = numbers.parsePhoneNumberFromString(cleaned.replace(/^00/, '+'), numbers.isSupportedCountry(home) ? { defaultCountry: home } : {})
  if (!parsed?.isValid() || !parsed.country) return null
  const type = parsed.getType()
  return {
    region: parsed.country,
    mobile: type === 'MOBILE',
    ordinary: type === 'FIXED_LINE' || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' || type === 'TOLL_FREE',
    premium: type === 'PREMIUM_RATE',
  }
}

/** A number of the own country that costs no more than a normal call, and that no tones follow: they could tell a voicemail what to do. */
export async function isOrdinary(number: string, region: string): Promise<boolean> {
  if (readDialled(number).postDial !== '') return false
  await loadNumberKinds()
  const kind = numberKind(number, region)
  return kind?.ordinary === true && kind.region === region
}
