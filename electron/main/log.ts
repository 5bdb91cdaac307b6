import { join } from 'node:path'
import log from 'electron-log/node.js'

export type Log = { readonly info: (text: string) => void; readonly warn: (text: string) => void; readonly error: (text: string) => void }

/** Log file in `folder`, behind the one redacting hook. */
export function openLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => join(folder, 'main.log')
  log.transports.file.maxSize = 2 * 1024 * 1024
  log.transports.console.level = 'warn'
  log.hooks.push((message) => ({ ...message, data: message.data.map((d) => (typeof d === 'string' ? redact(d) : redact(String(d)))) }))
  return { info: (text) => log.info(text), warn: (text) => log.warn(text), error: (text) => log.error(text) }
}

/** A value in JSON, in a header or in a query: a list, a quoted text (which may hold blanks), or one word. */
const value = String.raw`(?:\[[^\]]*\]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"',;&]+)`
const assignment = String.raw`["']?\s*[:=]\s*`
const secrets: ReadonlyArray<readonly [RegExp, string | ((found: string) => string)]> = [
  // headers whose whole line is a secret: the provider's signature, SIP digests
  [new RegExp(String.raw`\b((?:x-|proxy-)?authorization|x-date|(?:set-)?cookie)(${assignment})[^\r\n]+`, 'gi'), '$1$2[removed]'],
  [new RegExp(String.raw`\b(\w*(?:passwords?|passwd|pwd|secrets?)|pin|response|c?nonce)(${assignment})${value}`, 'gi'), '$1$2[removed]'],
  // SDES keys (RFC 4568)
  [/(inline:)[A-Za-z0-9+/=]+/g, '$1[removed]'],
  // phone, account and card numbers, grouped or not: the last three digits are enough to recognise a number
  [/(?:\+|\b)\d(?:[ ()/-]{0,3}\d){6,}/g, (found) => `…${found.replace(/\D/g, '').slice(-3)}`],
]

/** The text without passwords, signatures, keys and phone numbers. */
export function redact(text: string): string {
  // two kinds of second argument, one call each: `replace` has an overload for either
  return secrets.reduce((t, [pattern, by]) => (typeof by === 'string' ? t.replace(pattern, by) : t.replace(pattern, by)), text)
}
