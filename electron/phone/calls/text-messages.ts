import { type Message, Messager, UserAgent } from 'sip.js'
import type { IncomingResponse } from 'sip.js/lib/core'
import type { CallView } from '../../../shared/domain/call.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { LONGEST_RECEIVED } from '../../../shared/domain/message.ts'
import { callerOf } from './remote-party.ts'

export type ReceivedMessage = { readonly remote: CallView['remote']; readonly text: string }
export type TextMessagesOptions = {
  readonly onMessage: (message: ReceivedMessage) => void
  /** Whether the user does not want to hear of this number. */
  readonly blocked: (number: string) => boolean
  /** ms on any clock. */
  readonly now?: () => number
}

/** Messages that may come at once, and ms until there is room for one more: a person writes fewer. */
const BURST = 20
const REFILL = 3000

/**
 * The text messages that a line receives (RFC 3428), in a call or outside of one. Plain text is taken; any other type is refused with 415, so that the sender learns that it
 * was not read, and nothing of another side is ever shown as markup.
 */
export class TextMessages {
  readonly #options: TextMessagesOptions
  readonly #now: () => number
  #room = BURST
  #at: number

  constructor(options: TextMessagesOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#at = this.#now()
  }

  /** Never throws. */
  receive(message: Message): void {
    const { request } = message
    const refuse = (statusCode: number, ...extraHeaders: string[]): void => void message.reject({ statusCode, extraHeaders }).catch(() => {})
    const type = (request.getHeader('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase()
    if (request.hasHeader('content-encoding')) return refuse(415, 'Accept-Encoding: identity')
    if (type !== 'text/plain') return refuse(415, 'Accept: text/plain')
    const text = plainText(request.body)
    if (text.length > LONGEST_RECEIVED) return refuse(513)
    const remote = callerOf(request, '')
    if (this.#options.blocked(remote.number)) return refuse(603)
    if (!this.#take()) return refuse(480, `Retry-After: ${Math.ceil(REFILL / 1000)}`)
    void message.accept().catch(() => {})
    if (text !== '') this.#options.onMessage({ remote, text })
  }

  #take(): boolean {
    const now = this.#now()
    this.#room = Math.min(BURST, this.#room + (now - this.#at) / REFILL)
    this.#at = now
    if (this.#room < 1) return false
    this.#room -= 1
    return true
  }
}

/**
 * Sends a text, once.
 *
 * @param uri Request-URI
 * @returns the status of the answer, once it is final; 408 without one
 * @throws AppError `number-invalid`
 */
export async function sendText(userAgent: UserAgent, uri: string, text: string): Promise<number> {
  const target = UserAgent.makeURI(uri)
  if (!target) throw new AppError('number-invalid', 'the number cannot be written to')
  return new Promise((resolve, reject) => {
    const done = ({ message }: IncomingResponse): void => resolve(message.statusCode ?? 0)
    new Messager(userAgent, target, text, 'text/plain;charset=utf-8')
      .message({ requestDelegate: { onAccept: done, onRedirect: done, onReject: done } })
      .catch(reject)
  })
}

/** Text as it can be shown: lines kept, other control characters and those that turn its direction left out. */
const plainText = (body: string): string =>
  body
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u2028-\u202e\u2066-\u2069]/gu, '')
    .trim()
