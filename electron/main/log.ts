import { homedir } from 'node:os'
import { join } from 'node:path'
import log from 'electron-log/node.js'
import { maskAddresses } from '../../shared/domain/masking.ts'

export type Log = { readonly info: (text: string) => void; readonly warn: (text: string) => void; readonly error: (text: string) => void }

/** Log file in `folder`, behind the one redacting hook. */
export function openLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => join(folder, 'main.log')
  log.transports.file.maxSize = 2 * 1024 * 1024
  log.transports.console.level = 'warn'
  log.hooks.push((message) => ({ ...message, data: message.data.map((d) => (typeof d === 'string' ? redact(d) : redact(String(d)))) }))
  return { info: (text) => log.info(text), warn: (text) => log.warn(text), error: (text) => log.error(text) }
}

/** What stands between a name and its value: in an assignment, a header, JSON, XML, a query, a percent-encoded one, or after an option. */
const assignment = String.raw`["'\])]*\s*(?:[:=]+>?|>|%3[adAD])\s*`
/** A list, a quoted text, or all up to what ends a value: an unquoted secret may hold blanks. */
const value = String.raw`(?:\[[^\]]*\]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\r\n"',;&<}]+)`
/** How the names of what must not be read go on or begin: pass, secret, auth and the like; a PIN also behind a prefix. */
const names = String.raw`(?:pass|pwd|secret|auth|token|credential)[\w-]{0,40}|(?<![a-z])(?:pin|response|c?nonce)`
/** Folders of users, by the systems' usual places; the name of the folder is the user's. */
const homes = String.raw`(?:/home|/Users)/[^/\s"':]+|\b[a-z]:(?:\\{1,2}|/)Users(?:\\{1,2}|/)[^\\/\r\n"':]+`

const secrets: ReadonlyArray<readonly [RegExp, string | ((found: string) => string)]> = [
  // headers whose whole line is a secret: the provider's signature, SIP digests
  [new RegExp(String.raw`\b((?:x-|proxy-)?authorization|x-date|(?:set-)?cookie)(${assignment})[^\r\n]+`, 'gi'), '$1$2[removed]'],
  // a URL's user, and its query
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"'<>]{1,300}@/gi, '$1[removed]@'],
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s?"<>]{0,2000})\?[^\s"<>]*/gi, '$1?[removed]'],
  [new RegExp(`(${names})(${assignment})${value}`, 'gi'), '$1$2[removed]'],
  [new RegExp(`([a-z]Pin)(${assignment})${value}`, 'g'), '$1$2[removed]'],
  [new RegExp(String.raw`(--[\w-]{0,40}(?:pin|${names})\s+)\S+`, 'gi'), '$1[removed]'],
  // SDES keys (RFC 4568)
  [/(inline:)[A-Za-z0-9+/=]+/g, '$1[removed]'],
  [new RegExp(homes, 'gi'), '~'],
  // phone, account and card numbers, grouped or not: the last three digits are enough to recognise a number
  [/(?:\+|\b)\d(?:[ ()/-]{0,3}\d){6,}/g, (found) => `…${found.replace(/\D/g, '').slice(-3)}`],
]

/**
 * The text without passwords, signatures, keys, queries of URLs, addresses of the network, phone numbers and the name of the user's folder.
 *
 * @param home the user's folder, wherever it lies
 */
export function redact(text: string, home = homedir()): string {
  const placed = home.length > 3 ? [home, home.replaceAll('\\', '\\\\')].reduce((t, folder) => t.replaceAll(folder, '~'), text) : text
  // two kinds of second argument, one call each: `replace` has an overload for either
  const cut = secrets.reduce((t, [pattern, by]) => (typeof by === 'string' ? t.replace(pattern, by) : t.replace(pattern, by)), placed)
  return maskAddresses(cut)
}
