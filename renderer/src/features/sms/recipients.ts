import { cleanNumber, plainNumber, readPhoneNumber } from '../../../../shared/domain/phone-number.ts'
import { SMS_RECIPIENTS } from '../../../../shared/domain/sms.ts'

/** Whom an SMS goes to: a number as it is sent, and whose it is where that is known. */
export type Recipient = { readonly number: string; readonly name: string | null }

/** Digits of the shortest number that can be a recipient. */
const SHORTEST = 6

/** What was typed or pasted, taken apart at commas, semicolons and ends of lines: the numbers in it, and what is none. */
export function readRecipients(text: string): { readonly numbers: readonly string[]; readonly rest: string } {
  const parts = text
    .split(/[,;\n\r\t]+/)
    .map((part) => part.trim())
    .filter(Boolean)
  const numbers = parts.filter((part) => plainNumber(part, SHORTEST) !== null)
  return { numbers: numbers.map(cleanNumber), rest: parts.filter((part) => !numbers.includes(part)).join(', ') }
}

/** Adds recipients, each number once however it is written, up to as many as one text may go to. */
export function addRecipients(to: readonly Recipient[], added: readonly Recipient[], region: string): readonly Recipient[] {
  const keyOf = ({ number }: Recipient): string => readPhoneNumber(number, region)?.e164 ?? number
  const byNumber = new Map(to.map((recipient) => [keyOf(recipient), recipient]))
  for (const recipient of added) {
    const key = keyOf(recipient)
    const known = byNumber.get(key)
    if (!known || (!known.name && recipient.name)) byNumber.set(key, recipient)
  }
  return [...byNumber.values()].slice(0, SMS_RECIPIENTS)
}
