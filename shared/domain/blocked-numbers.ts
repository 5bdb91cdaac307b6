import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min'
import { callerForm, callerForms, numberKey, trunkOf } from './contact-number.ts'
import { callingCodeOf, cleanNumber } from './phone-number.ts'
import type { BlockedEntry, UnwantedCalls } from './unwanted-calls.ts'

/** What the phone process compares callers with. */
export type BlockedForms = {
  /** As `callerForm` writes them. */
  readonly blocked: readonly string[]
  readonly blockedPrefixes: readonly string[]
}

/** The forms in which the numbers of the list come as callers. @param region ISO 3166-1 alpha-2, of numbers without a country code */
export function blockedForms({ entries }: Pick<UnwantedCalls, 'entries'>, region: string): BlockedForms {
  const of = (kind: BlockedEntry['kind']): string[] => entries.flatMap((e) => (e.kind === kind ? [e.value] : []))
  return {
    blocked: [...new Set(of('number').flatMap((number) => callerForms(number, region)))],
    blockedPrefixes: [...new Set(of('prefix').flatMap((prefix) => prefixForms(prefix, region)))],
  }
}

/** International and national form of a beginning: `0900` is `49900` in Germany, `+34 80` is `80` in Spain. */
function prefixForms(prefix: string, region: string): readonly string[] {
  const form = callerForm(prefix)
  const code = callingCodeOf(region)
  if (code === '' || !/^\d+$/.test(form)) return [form]
  const trunk = trunkOf(region)
  if (/^[\s(]*(\+|00)/.test(prefix)) {
    if (!form.startsWith(code) || form.length === code.length) return [form]
    const rest = form.slice(code.length)
    return [form, ...(trunk === '0' ? [`0${rest}`] : [trunk + rest, rest].filter((national) => !beginsAbroad(national)))]
  }
  if (trunk !== '' && form.startsWith(trunk) && form.length > trunk.length) return [form, code + form.slice(trunk.length)]
  return trunk === '0' ? [form] : [form, code + form]
}

/** Whether international numbers begin so: callers are compared without the `+`, and all of a country would be blocked. */
const beginsAbroad = (form: string): boolean =>
  getCountries().some((country) => {
    const code = getCountryCallingCode(country)
    return code.startsWith(form) || form.startsWith(code)
  })

const isSame = (a: Pick<BlockedEntry, 'kind' | 'value'>, b: Pick<BlockedEntry, 'kind' | 'value'>, region: string): boolean =>
  a.kind === b.kind && numberKey(a.value, region) === numberKey(b.value, region)

/** The list with one more entry, newest first; as it was where the entry is in it already. */
export function withBlocked(list: UnwantedCalls, entry: BlockedEntry, region: string): UnwantedCalls {
  return list.entries.some((e) => isSame(e, entry, region)) ? list : { ...list, entries: [entry, ...list.entries] }
}

export const withoutBlocked = (list: UnwantedCalls, entry: Pick<BlockedEntry, 'kind' | 'value'>, region: string): UnwantedCalls => ({
  ...list,
  entries: list.entries.filter((e) => !isSame(e, entry, region)),
})

/** Whether calls from a number are refused by the list. */
export function isBlocked({ entries }: Pick<UnwantedCalls, 'entries'>, number: string, region: string): boolean {
  const { blocked, blockedPrefixes } = blockedForms({ entries }, region)
  const caller = callerForm(cleanNumber(number))
  return callerForms(number, region).some((form) => blocked.includes(form)) || blockedPrefixes.some((prefix) => caller.startsWith(prefix))
}
