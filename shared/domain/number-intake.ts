// What people type, paste and click for a number (RFC 3966 and habits), taken apart: what is dialled, and what is sent as tones once
// the call is answered.

export type DialledText = {
  /** Digits, `+` in front, `*` and `#`; or what else was there, such as a SIP user, without spaces and brackets. */
  readonly number: string
  /** Sent after the answer: digits, `*`, `#`, `,` for a pause of two seconds, `;` to wait for the user; "" for nothing. */
  readonly postDial: string
}

/** Characters of a text that are looked at for one number. */
const LONGEST = 300
const separators = /[\s()[\]./\\\u2010-\u2015-]/g
/** A number as people write it, from its first sign to its last. */
const written = /(?:\+|\()?[\d*#][\d\s()[\]./\\\u2010-\u2015*#-]*/
const phone = new RegExp(`^${written.source}$`)
/** A SIP user as it stands: dots and hyphens are part of the name. */
const userName = /^(?=.*[a-z_])[+\w.*#!~'-]+$/i
/** Words for an extension, of German and English letter heads; `x` and `#` before digits as well. */
const extension = /[\s,;]*(?:\b(?:ext(?:ension|n)?|durchwahl|dw|nebenstelle|nst|apparat|app)\b[.:]?|(?<=\d|\s)x\.?|,?\s*#(?=\d+$))\s*(\d{1,8})\s*$/i
/** `+49 30 123456,,123#`: pauses (`,` or `p`) and waits (`;` or `w`) with the tones behind them. */
const tones = /^(.*?)\s*((?:[,;pw]+\s*[\d*#]+\s*)+[,;pw]*)$/i
/** Free and shared-cost numbers, which alone are written with letters: 0800-FLOWERS, 1-800-GO-FEDEX, +800. */
const vanity =
  /^(?:0(?:800|700|900|180\d?|137\d?)|(?:\+|00)(?:800|49(?:800|700|180\d?))|(?:\+?1)?8(?:00|33|44|55|66|77|88)|1[38]00)(?=[a-z]*$|\d*[a-z])/i
const keypad: Readonly<Record<string, string>> = Object.fromEntries(
  ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'].flatMap((letters, i) => [...letters].map((l) => [l, String(i + 2)])),
)

/**
 * Takes apart what stands for one number: `Tel.: +49 (0)30 / 123-456`, `+49 30 123456 ext. 12`, `tel:+4930123456;ext=12`,
 * `030 123456,,123#`, `0800-FLOWERS`. Words never become digits but in numbers of services that are written so.
 */
export function readDialled(text: string): DialledText {
  // most are, in a list of calls all: nothing to take apart
  if (/^\+?\d{1,40}$/.test(text)) return { number: text, postDial: '' }
  const plain = text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/\p{C}|[\u200e\u200f\u202a-\u202e]/gu, '')
    .trim()
  const [, scheme = '', rest = ''] = /^(?:<?(tel|callto|sips?):(?:\/\/)?)?([\s\S]*)$/i.exec(plain) ?? []
  if (/^tel$/i.test(scheme)) return readTelephoneUri(rest)
  // the host names somebody's server, and our lines call over their own
  if (/^sip/i.test(scheme)) return { number: sipUser(rest.split(/[;?>]/)[0]?.split('@')[0]?.split(':')[0] ?? ''), postDial: '' }
  const [body, postDial] = splitTones(withoutLabel(rest))
  return { number: compact(body), postDial }
}

/**
 * Whether a text is a name to look for, and no number: it is never dialled as it stands. A SIP user counts as one only as
 * `sip:anna`, for nobody who types `ann` means the user of that name.
 */
export const isWords = (text: string): boolean => !isSipUri(text) && /\p{L}/u.test(readDialled(text).number)

/** What was dialled or belongs to a contact, as it stands in a number field: a SIP user with `sip:`, so that it is not taken for words. */
export const asTyped = (number: string): string => (isWords(number) ? `sip:${number.trim()}` : number)

const isSipUri = (text: string): boolean => /^\s*<?sips?:/i.test(text)

function readTelephoneUri(rest: string): DialledText {
  const [number = '', ...parameters] = rest.split(';')
  const of = (name: string): string => parameters.find((p) => p.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  const [body, behind] = splitTones(number)
  const ext = of('ext').replace(/\D/g, '')
  return { number: compact(body), postDial: behind + tonesOf(of('postd')) + (ext && `,${ext}`) }
}

/** The number, and the tones that follow it. */
function splitTones(text: string): [string, string] {
  const ext = extension.exec(text)
  if (ext?.[1] && isPhone(text.slice(0, ext.index))) return [text.slice(0, ext.index), `,${ext[1]}`]
  const behind = tones.exec(text)
  // letters mean tones behind a number in full only: `12p3` may be a SIP user
  const plain = /^[,;]/.test(behind?.[2] ?? '') && phone.test(behind?.[1]?.trim() ?? '')
  if (behind?.[1] && behind[2] && (plain || isPhone(behind[1]))) return [behind[1], tonesOf(behind[2])]
  return [text, '']
}

const tonesOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/p/g, ',')
    .replace(/w/g, ';')
    .replace(/[^\d*#,;]/g, '')
    .slice(0, 40)

/** Without what names the number in front of it or behind: `Tel.:`, `Mobile`, `(Anna)`. A single word with digits is a SIP user. */
function withoutLabel(text: string): string {
  const before = /^\p{L}[\p{L}.\s-]{0,30}[\s.:]\s*(?=[+(\d])/u.exec(text)?.[0] ?? ''
  const number = text.slice(before.length)
  const behind = /\s[\s(]*\p{L}[\p{L}\s.,)-]*$/u.exec(number)
  const bare = behind && !extension.test(number) && isPhone(number.slice(0, behind.index)) ? number.slice(0, behind.index) : number
  const [main] = splitTones(bare)
  return isPhone(main) ? bare : text
}

/** Whether a text is a number that could reach somebody: in full, or at least six digits. */
const isPhone = (text: string): boolean => phone.test(text.trim()) && text.replace(/\D/g, '').length >= 6

/** A number without what separates its digits; the signs of any other user are part of the name. */
const sipUser = (user: string): string => (phone.test(user.trim()) ? compact(user) : user.replace(/\s/g, ''))

function compact(text: string): string {
  const withoutTrunk = /^\s*(\+|00)/.test(text) ? text.replace(/\(0\)/, '') : text
  const number = withoutTrunk.replace(separators, '')
  const letters = number.replace(/[^a-z]/gi, '').length
  const real = letters >= 3 && /^\+?[\da-z]{7,16}$/i.test(number) && vanity.test(number)
  if (real) return number.toLowerCase().replace(/[a-z]/g, (l) => keypad[l] ?? l)
  return userName.test(text) ? text : number
}

/** How a number of letters is written (`0800-FLOWERS`), to be shown beside its digits; null for any other. */
export function vanityOf(text: string): string | null {
  const { number } = readDialled(text)
  return /[a-z]/i.test(text) && /^\+?\d+$/.test(number) && vanity.test(text.replace(separators, '')) ? text.trim() : null
}

/** With a country code, or the 0 in front of an area, in brackets or not; or an American number in its three parts. */
const inText =
  /(?:tel:)?(?:(?:\+|0(?=[\d(])|\(\+?0?\d{1,5}\))(?:[\d \u00a0./\u2010-\u2015-]|\(\d{1,5}\)){5,24}\d|(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4})/
    .source
/** An extension, or tones that no list of numbers would be separated by. */
const behind = /(?:[ ,;]*(?:ext\.?|x|durchwahl)[ .:]*\d{1,8}|[,;]{2,}[\d*#][\d*#,;]*|[,;][\d*,;]+#)?/.source
const candidate = new RegExp(`(?:(?<![\\p{L}\\d.,:/€$£-]|\\d )|(?<=\\d )(?=\\+))${inText}${behind}(?![\\d.:]*\\d)`, 'giu')
/** Characters of a text in which numbers are looked for. */
const LONGEST_TEXT = 2000

/**
 * The numbers in any text, such as a mail or a web page's line, each once, as they are written there. What is shorter than six
 * digits counts only alone; dates, sums and card numbers are none.
 */
export function numbersIn(text: string): string[] {
  const whole = text.slice(0, LONGEST).trim()
  if (/^[+*#\d(][\d ()./*#\u00a0\u2010-\u2015-]*$/.test(whole) && isDialable(readDialled(whole).number)) return [whole]
  if (vanityOf(whole) !== null) return [whole]
  const numbers = [...text.slice(0, LONGEST_TEXT).replace(date, '|').matchAll(candidate)]
    .map(([n]) => n.trim())
    .filter((n) => isPhone(readDialled(n).number))
  return numbers.filter((n, i) => numbers.findIndex((other) => readDialled(other).number === readDialled(n).number) === i)
}

const isDialable = (number: string): boolean => number.length >= 2 && number.length <= 24
const date = /(?<![\d+./-])(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d./-]*\d)/g
