import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { Orca } from './orca.ts'
import { mask } from './screen-reader.ts'
import { until } from './until.ts'

/** Set, it writes all that is said instead of comparing: to be read, and cut to what matters, before it is kept. */
const recording = !!process.env['DIALDESK_WRITE_SPOKEN']
/** ms of silence after which a step is over, while recording. */
const SILENCE = 2000
const LIMIT = 30_000
const folder = resolve(import.meta.dirname, '../fixtures/orca')

/**
 * Compares what Orca says at each step with a text file: a line for the step, below it, indented, what is said then, in this order. It may say
 * more in between: states that are over before it comes to them, the regions that it passes, a price or a quality that arrives meanwhile.
 */
export class OrcaTranscript {
  readonly #orca: Orca
  readonly #path: string
  readonly #expected: readonly { readonly name: string; readonly said: readonly string[] }[]
  readonly #recorded: string[] = []
  #at = 0

  constructor(orca: Orca, name: string) {
    this.#orca = orca
    this.#path = join(folder, `${name}.txt`)
    const text = existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : ''
    this.#expected = text
      .split(/\n(?=\S)/)
      .map((part) => part.trim().split(/\n\s+/))
      .map(([title = '', ...said]) => ({ name: title, said }))
  }

  /** Does something and waits until what belongs to it was said. */
  async step(name: string, action: () => unknown): Promise<void> {
    this.#orca.forget()
    await action()
    if (recording) return this.#record(name)
    const expected = this.#expected[this.#at++]
    expect(`[${name}]`).toBe(expected?.name)
    await expect
      .poll(() => inOrder(expected?.said ?? [], this.#heard()), { message: `${this.#path}: ${name}`, timeout: LIMIT, intervals: [50] })
      .toEqual(expected?.said)
  }

  press(page: Page, key: string): Promise<void> {
    return this.step(key, () => page.keyboard.press(key))
  }

  /** Goes to a button, then presses it: what follows may take it away before its name is said. */
  async button(page: Page, name: string): Promise<void> {
    await this.step(`to ${name}`, () => page.getByRole('button', { name, exact: true }).focus())
    await this.press(page, 'Enter')
  }

  /** All steps of the file were done. */
  end(): void {
    if (!recording) return expect(this.#at).toBe(this.#expected.length)
    mkdirSync(dirname(this.#path), { recursive: true })
    writeFileSync(this.#path, `${this.#recorded.join('\n')}\n`)
  }

  #heard(): readonly string[] {
    // which of the two calls of a transfer ends last is chance
    // whether a call is billed by now, and so has a destination, is chance
    return this.#orca.heard().map((line) =>
      mask(line)
        .replace(/^(Transferred|Weitergegeben), \d+/, '$1, <party>')
        .replace(', Free CALL', ''),
    )
  }

  async #record(name: string): Promise<void> {
    let [before, since] = [-1, performance.now()]
    await until(
      () => {
        const { length } = this.#orca.heard()
        if (length !== before) [before, since] = [length, performance.now()]
        return performance.now() - since > SILENCE
      },
      { failure: () => `${name}: no end of what is said`, limit: LIMIT },
    )
    this.#recorded.push(`[${name}]`, ...this.#heard().map((line) => `  ${line}`))
  }
}

/** Those of the expected lines that were heard, in their order; where one is missing, the rest of what was heard, to be read in the failure. */
function inOrder(expected: readonly string[], heard: readonly string[]): readonly string[] {
  let from = 0
  for (const [at, line] of expected.entries()) {
    const found = heard.indexOf(line, from)
    if (found < 0) return [...expected.slice(0, at), ...heard.slice(from)]
    from = found + 1
  }
  return expected
}
