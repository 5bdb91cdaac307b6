import { Grammar } from 'sip.js'
import type { Peeked } from '../sip-message.ts'

/** How many far ends are remembered. */
const REMEMBERED = 200

/**
 * Gap in sip.js: it writes the user part of a far end's Contact with other escapes than it came with, so that `a%3Bb` becomes the user `a` with a
 * parameter. Requests in a dialog go to the Contact as it is (RFC 3261 12.2.1.1).
 */
export class ExactTargets {
  /** As they came, by what sip.js writes. */
  readonly #known = new Map<string, string>()

  /** Reads the Contact of a message that came in. */
  remember({ headers }: Peeked): void {
    const uri = /<(sips?:[^@>]*%[^@>]*@[^>]+)>/i.exec(headers.get('contact')?.[0] ?? '')?.[1]
    const written = uri === undefined ? undefined : writtenBySip(uri)
    if (uri === undefined || written === undefined || written === uri) return
    this.#known.delete(written)
    this.#known.set(written, uri)
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value ?? '')
  }

  /** A message that goes out, its Request-URI as the far end wrote it. */
  restore(text: string): string {
    if (this.#known.size === 0) return text
    return text.replace(/^([A-Z]+) (\S+)(?= SIP\/2\.0\r\n)/, (line, method: string, uri: string) => {
      const exact = this.#known.get(uri)
      return exact === undefined ? line : `${method} ${exact}`
    })
  }
}

function writtenBySip(uri: string): string | undefined {
  try {
    return Grammar.URIParse(uri)?.toString()
  } catch {
    return undefined
  }
}
