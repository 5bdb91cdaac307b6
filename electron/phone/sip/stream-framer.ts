/** Bytes. */
export const MAX_MESSAGE = 64 * 1024
/** Header lines of a message that is handled. */
export const MAX_HEADERS = 100
/** Header lines of a stream's message: up to there it is read, and answered that it has too many. */
const MAX_STREAM_HEADERS = 1000

/** Whole messages of a stream, and the number of keep-alives between them (RFC 5626 3.5.1). */
export type Framed = { readonly messages: string[]; readonly pings: number; readonly pongs: number }

/** The stream cannot be split into messages any further. */
export class FramingError extends Error {
  override readonly name = 'FramingError'
}

/** Cuts a TCP or TLS stream into SIP messages by Content-Length (RFC 3261 18.3, mandatory there by 20.14). */
export class StreamFramer {
  #buffer: Buffer = Buffer.alloc(0)
  readonly #limit: number

  constructor(limit = MAX_MESSAGE) {
    this.#limit = limit
  }

  /** @throws FramingError: the stream can't be read any further and the connection is to be closed */
  push(chunk: Buffer): Framed {
    this.#buffer = this.#buffer.length ? Buffer.concat([this.#buffer, chunk]) : chunk
    const messages: string[] = []
    let pings = 0
    let pongs = 0
    for (;;) {
      // CRLFCRLF between messages is a ping, a single CRLF a pong; half a ping waits for the rest
      while (this.#buffer[0] === 13 && this.#buffer[1] === 10) {
        const double = this.#buffer[2] === 13 && this.#buffer[3] === 10
        if (double) pings += 1
        else if (this.#buffer.length === 3 && this.#buffer[2] === 13) return { messages, pings, pongs }
        else pongs += 1
        this.#buffer = this.#buffer.subarray(double ? 4 : 2)
      }
      const message = this.#take()
      if (message === null) return { messages, pings, pongs }
      messages.push(message)
    }
  }

  #take(): string | null {
    const end = this.#buffer.indexOf('\r\n\r\n')
    if (end < 0) {
      if (this.#buffer.length > this.#limit) throw new FramingError('header section too long')
      return null
    }
    const head = this.#buffer.toString('latin1', 0, end)
    if (head.split('\r\n').length > MAX_STREAM_HEADERS + 1) throw new FramingError('too many headers')
    const length = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,7})[ \t]*$/im.exec(head)
    if (!length) throw new FramingError('no Content-Length on a stream')
    const total = end + 4 + Number(length[1])
    if (total > this.#limit) throw new FramingError('message too long')
    if (this.#buffer.length < total) return null
    const message = this.#buffer.toString('utf8', 0, total)
    this.#buffer = this.#buffer.subarray(total)
    return message
  }
}
