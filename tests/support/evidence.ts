import { readFileSync } from 'node:fs'

/** Lines of each source that a failed test shows. */
const MOST = 60

const sources = new Set<() => string>()

/** A failed test shows the last lines of this text. @returns ends that */
export function keepEvidence(text: () => string): () => void {
  sources.add(text)
  return () => void sources.delete(text)
}

/** The last lines of every source. */
export const evidence = (): string =>
  [...sources]
    .map((text) => text().trim().split('\n').slice(-MOST).join('\n'))
    .filter((text) => text !== '')
    .join('\n\n')

/** A file's text, empty where it is not there. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Messages as a failed test shows them: when each was there, which way it went, and its first line. */
export class MessageList {
  readonly #lines: string[] = []

  add(direction: 'in' | 'out', message: string): void {
    const [start = ''] = message.split('\r\n')
    const [, sequence = ''] = /^cseq *:(.*)$/im.exec(message) ?? []
    this.#lines.push(
      `${new Date().toISOString().slice(11, 23)} ${direction === 'in' ? '<-' : '->'} ${start}${start.startsWith('SIP/') ? sequence : ''}`,
    )
    if (this.#lines.length > MOST) this.#lines.shift()
  }
  get text(): string {
    return this.#lines.join('\n')
  }
}
