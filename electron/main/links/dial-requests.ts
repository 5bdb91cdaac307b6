import { randomUUID } from 'node:crypto'
import type { DialRequest } from '../../../shared/domain/desktop.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { readCallLink } from '../../../shared/domain/link.ts'
import { isWords, numbersIn } from '../../../shared/domain/number-intake.ts'
import { cleanNumber } from '../../../shared/domain/phone-number.ts'
import { isOrdinary } from '../calls/number-kind.ts'
import type { Log } from '../log.ts'

/** Numbers of one text that are offered. */
const MOST_CHOICES = 10

export type DialRequestOptions = {
  readonly region: () => string
  /** Whether the administrator left it on. */
  readonly allowed: (name: 'links' | 'command-line') => boolean
  /** Calls at once over the default line, where the user's limits let it (costs/call-guard.ts). */
  readonly dial: (number: string, origin: DialRequest['origin']) => Promise<unknown>
  readonly onChange: (request: DialRequest | null) => void
  /** Brings the window to the front for the question. */
  readonly show: () => void
  readonly readClipboard: () => Promise<string>
  readonly log: Pick<Log, 'info' | 'warn'>
}

export type DialRequests = {
  /** A link of another program or web page. False: nothing that can be called. */
  readonly openLink: (url: string) => Promise<boolean>
  /** @param text in which the number was found @param choices all numbers in it, where there are several */
  readonly ask: (number: string, origin: DialRequest['origin'], text?: string, choices?: readonly string[]) => Promise<void>
  /** Several numbers are offered. Fails with `number-invalid` when the clipboard holds none. */
  readonly dialClipboard: () => Promise<void>
  /** What the command line names, a link or a number. False: nothing that can be called. */
  readonly askFromCommandLine: (text: string) => Promise<boolean>
  readonly done: (id: string) => void
}

/** Requests to dial from outside the window: the newest replaces the one before, and none is dialled unasked unless the user's limits let it. */
export function createDialRequests(o: DialRequestOptions): DialRequests {
  let current: DialRequest | null = null
  const set = (request: DialRequest | null): void => {
    current = request
    o.onChange(request)
  }
  const ask: DialRequests['ask'] = async (number, origin, text = number, choices = []) => {
    // which of several numbers is meant, only the user knows
    if (choices.length < 2) {
      try {
        await o.dial(number, origin)
        // pressed in the tray or on a notification: the call can be seen and ended
        if (origin !== 'link') o.show()
        return
      } catch (e) {
        // the question shows what is wrong and keeps the number
        o.log.info(`${origin} not dialled at once: ${e instanceof AppError ? e.code : 'failed'}`)
      }
    }
    const ordinary = await isOrdinary(number, o.region())
    set({
      id: randomUUID(),
      number,
      choices: choices.slice(0, MOST_CHOICES),
      origin,
      original: text.slice(0, 300),
      ordinary: origin === 'link' && ordinary,
    })
    o.show()
  }
  return {
    ask,
    async openLink(url) {
      if (!o.allowed('links')) return false
      const link = readCallLink(url)
      if (!link) {
        o.log.warn('a link that asks for no call was ignored')
        return false
      }
      await ask(link.number, 'link', link.original)
      return true
    },
    async dialClipboard() {
      const text = (await o.readClipboard()).trim()
      const link = readCallLink(text)?.number
      const found = link === undefined ? numbersIn(text) : [link]
      const [number] = found
      if (number === undefined) throw new AppError('number-invalid', 'no number in the clipboard')
      await ask(number, 'clipboard', text, found.length > 1 ? found : [])
    },
    async askFromCommandLine(text) {
      if (!o.allowed('command-line')) return false
      const number = readCallLink(text)?.number ?? text
      if (isWords(number) && number === text) return false
      if (!/^[+\w.*#!~'-]{1,64}$/.test(cleanNumber(number))) return false
      await ask(number, 'command-line', text)
      return true
    },
    done(id) {
      if (current?.id === id) set(null)
    },
  }
}
