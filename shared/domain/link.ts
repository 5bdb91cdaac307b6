// Links that ask for a call: tel (RFC 3966), sip and sips (RFC 3261 section 19.1), callto (no standard, long in use).

import { readDialled } from './number-intake.ts'

export type CallLink = {
  /** What is to be dialled, with the tones that follow. */
  readonly number: string
  /** The link as text, to be shown. */
  readonly original: string
}

/** Schemes Dialdesk answers to. */
export const linkSchemes = ['tel', 'callto', 'sip', 'sips'] as const
/** Characters. */
const LONGEST = 300
const pattern = new RegExp(`^(${linkSchemes.join('|')}):`, 'i')

/** Whether an argument is one of our links, good or bad. */
export const isCallLink = (text: string): boolean => pattern.test(text)

/**
 * The number a link asks for; null when it is none of ours or holds no number. Whatever else a link carries (headers,
 * Replaces, method, passwords) is dropped: a web page must not be able to say more than "call this number".
 */
export function readCallLink(text: string): CallLink | null {
  const scheme = pattern.exec(text)?.[1]?.toLowerCase()
  // control and direction signs could show one number and dial another
  if (scheme === undefined || text.length > LONGEST || /[\p{C}\u2028\u2029]/u.test(text)) return null
  const rest = text.slice(scheme.length + 1).replace(/^\/\//, '')
  const number = scheme === 'sip' || scheme === 'sips' ? sipUser(rest) : telephoneNumber(rest)
  return number === null ? null : { number, original: text }
}

/** RFC 3966: `number *(";" parameter)`; a local number counts within its phone-context. Tones behind it (`ext`, `postd`, `,`) stay with it. */
function telephoneNumber(rest: string): string | null {
  const plain = unescaped(rest.split('?')[0] ?? '')
  const [before = '', ...parameters] = (plain ?? '').split(';')
  const [, number = ''] = /^([^,pw]*)(?:[,pw][\d*#,pw]*)?$/i.exec(before.trim()) ?? []
  if (!/^\+?[\d\s().\-/*#]{1,60}$/.test(number) || !/[\d*#]/.test(number)) return null
  const context = parameters.map((p) => /^phone-context=(\+\d{1,15})$/i.exec(p)?.[1]).find((c) => c !== undefined)
  return (context !== undefined && countsWithin(number, context) ? context + number : number) + readDialled(`tel:${plain}`).postDial
}

/** Whether a context completes a number: not one that is complete, a code of the network, or an emergency number of the country. */
const countsWithin = (number: string, context: string): boolean => !/^(\+|00)|[*#]/.test(number) && (context.length > 4 || !/^\d{1,3}$/.test(number))

/** The user part before any password; its host names somebody's server, and our lines call over their own. */
function sipUser(rest: string): string | null {
  const address = rest.split(/[?;]/)[0] ?? ''
  const user = unescaped((address.includes('@') ? (address.split('@')[0] ?? '') : address).split(':')[0] ?? '')
  return user && /^[+\w.*#!~'-]{1,64}$/.test(user) ? user : null
}

function unescaped(text: string): string | null {
  try {
    const plain = decodeURIComponent(text)
    return /\p{C}/u.test(plain) ? null : plain
  } catch {
    return null
  }
}
