import { DIAL_TARGET } from './call.ts'
import { isEmergencyNumber } from './emergency.ts'
import type { Dialling } from './line.ts'
import { cleanNumber, readPhoneNumber } from './phone-number.ts'

export type DialledForm =
  | {
      readonly kind: 'number'
      /** User part of the request's target: digits, `+`, `*`, `#`, or a SIP user. */
      readonly target: string
      readonly e164: string | null
      /** Country of the destination (ISO 3166-1 alpha-2) where it is known. */
      readonly region: string | null
      readonly emergency: boolean
    }
  | { readonly kind: 'refused'; readonly code: 'number-invalid' | 'self-call' }

/** Numbers of at most this many digits are short codes of the network (voicemail, echo test) and dialled as typed. */
const SHORT = 5

/**
 * What is really dialled for what was typed. Emergency and short numbers and anything with `*` or `#` go out as typed: no
 * prefix, no E.164, no rate needed. Others take the line's rules (provider API, module voiplist): `prefix` is put in front
 * of national numbers, `escape_plus` dials 00 for a leading +. Main works it out for what is dialled; the page only to show it
 * while a number is typed.
 *
 * @param region country of numbers without a country code
 * @param own the line's SIP user, for `forbid_self_call`
 */
export function dialledForm(input: string, dialling: Dialling, region: string, own: string): DialledForm {
  const cleaned = cleanNumber(input)
  if (!DIAL_TARGET.test(cleaned)) return { kind: 'refused', code: 'number-invalid' }
  const emergency = isEmergencyNumber(cleaned, region)
  if (dialling.forbidSelfCall && !emergency && cleaned === own) return { kind: 'refused', code: 'self-call' }
  if (emergency || /[*#]/.test(cleaned) || /^\d{1,5}$/.test(cleaned) || !/^\+?\d+$/.test(cleaned)) {
    return { kind: 'number', target: cleaned, e164: null, region: null, emergency }
  }
  const facts = cleaned.length > SHORT ? readPhoneNumber(cleaned, region) : null
  // as it is shown and checked: without the 0 that some write between the country and the area
  const [international] = /^(?:\+|00)/.exec(cleaned) ?? []
  const target = applyRules(facts && international ? international + facts.e164.slice(1) : cleaned, dialling)
  if (dialling.forbidSelfCall && target === own) return { kind: 'refused', code: 'self-call' }
  return { kind: 'number', target, e164: facts?.e164 ?? null, region: facts?.region ?? null, emergency: false }
}

function applyRules(number: string, { prefix, escapePlus }: Dialling): string {
  const national = prefix !== '' && /^0(?!0)/.test(number)
  const full = national ? `+${prefix.replace(/^(\+|00)/, '')}${number.slice(1)}` : number
  return escapePlus ? full.replace(/^\+/, '00') : full
}
