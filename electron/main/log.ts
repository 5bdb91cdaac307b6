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

const secrets: ReadonlyArray<readonly [RegExp, string]> = [
  [/(x-authorization|x-date|authorization|proxy-authorization)(\s*[:=]\s*)[^\r\n]+/gi, '$1$2[removed]'],
  [/\b(password|passwd|pwd|pin|response|nonce|cnonce)(["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi, '$1$2[removed]'],
  [/(inline:)[A-Za-z0-9+/=]+/g, '$1[removed]'],
  // phone numbers: the last three digits are enough to recognise one's own call
  [/(\+|\b)\d{4,12}(\d{3})\b/g, '…$2'],
]

/** The text without passwords, signatures, keys and phone numbers. */
export function redact(text: string): string {
  return secrets.reduce((t, [pattern, by]) => t.replace(pattern, by), text)
}
