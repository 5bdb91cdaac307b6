/**
 * A text without numbers, users and addresses: each run of three digits or more keeps its last two, users in SIP URIs keep
 * their first letter, names in quotes go. What is left still shows who spoke to whom by position. Linear in the length of the
 * text: whatever a stranger sends is masked here.
 */
export function maskNumbers(text: string): string {
  return maskAddresses(
    withoutDisplayNames(text).replace(/(sips?:)([^@\s;>]{1,100})@/gi, (_all, scheme: string, user: string) => `${scheme}${maskUser(user)}@`),
  ).replace(/(?<![\w.:=-])\+?\d{6,}(?![\w.])/g, (digits) => `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`)
}

/** A text whose addresses of the network (IPv4, IPv6) show their first number alone: which kind of network, and not whose. */
export function maskAddresses(text: string): string {
  return text
    .replace(/(?<![\d.])(\d{1,3})(?:\.\d{1,3}){3}(?![\d.]*\d)/g, '$1.x.x.x')
    .replace(/(?<![\w:.])[0-9a-f:]{2,39}(?![\w:])/gi, (found) => (isIPv6(found) ? `${found.split(':', 1)[0]}:x` : found))
}

const isIPv6 = (text: string): boolean => text.includes(':') && URL.canParse(`http://[${text}]/`)

/** A record of the provider without its numbers: of each run of five digits or more the last two stay. Dates, times and amounts have shorter ones. */
export const maskRecord = (text: string): string => text.replace(/\+?\d{5,}/g, (digits) => `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`)

const maskUser = (user: string): string =>
  /^\+?\d+$/.test(user) ? `${'*'.repeat(Math.max(0, user.length - 2))}${user.slice(-2)}` : `${user.slice(0, 1)}***`

function withoutDisplayNames(text: string): string {
  let masked = ''
  let from = 0
  for (const { start, end } of displayNames(text)) {
    masked += `${text.slice(from, start)}"..."`
    from = end
  }
  return masked + text.slice(from)
}

/** The part of a string that is used; a test counts the reads. */
type Characters = Pick<string, 'length' | 'charAt'>

/**
 * The quoted strings in front of a `<`, quotes included (display-name, RFC 3261 25.1). Read from the end, so that each
 * character is looked at a fixed number of times: a regular expression starts again at every quote, which is quadratic in
 * text of `\"` alone.
 */
export function displayNames(text: Characters): { readonly start: number; readonly end: number }[] {
  const { length } = text
  // where a quoted string ends whose rest begins here, or -1; whether only white space is between here and a `<`
  const closing = new Int32Array(length + 2).fill(-1)
  const beforeAddress = new Uint8Array(length + 1)
  for (let at = length - 1; at >= 0; at--) {
    const character = text.charAt(at)
    if (character === '"') closing[at] = at
    else if (character !== '\\') closing[at] = closing[at + 1] ?? -1
    else if (at + 1 < length && !/[\n\r\u2028\u2029]/.test(text.charAt(at + 1))) closing[at] = closing[at + 2] ?? -1
    beforeAddress[at] = character === '<' || (/\s/.test(character) && beforeAddress[at + 1]) ? 1 : 0
  }
  const found: { start: number; end: number }[] = []
  for (let at = 0; at < length; at++) {
    if (text.charAt(at) !== '"') continue
    const close = closing[at + 1] ?? -1
    if (close === -1 || !beforeAddress[close + 1]) continue
    found.push({ start: at, end: close + 1 })
    at = close
  }
  return found
}
