import { AppError } from '../../../shared/domain/failure.ts'
import { type Envelope, plainText, readEnvelope, refusal } from './envelope.ts'
import { networkError } from './network-error.ts'
import { readRetryAfter } from './retry-after.ts'
import { type Credentials, formatDate, sign } from './signer.ts'

/**
 * Which connection a request may travel on. Chromium sends a request again, a POST too, when a connection that was used
 * before breaks ahead of the reply's headers; over an `unused` one it goes out once.
 */
export type Connection = 'any' | 'unused'
export type Fetch = (url: string, init: RequestInit, connection: Connection) => Promise<Response>

/** A request of a module. Documented under v2 (`?module` as bare first query key) or v3 (`/module`). */
export type ModuleRequest = {
  readonly module: string
  readonly version: 'v2' | 'v3'
  readonly query?: ReadonlyArray<readonly [name: string, value: string]>
  /** Makes it a POST, form-encoded. */
  readonly form?: Readonly<Record<string, string>>
  /** A POST that only asks, and may be repeated like a GET. Any other POST may cost money: it reaches the provider at most once. */
  readonly harmless?: boolean
  /** The reply is a list that grows with the use of the account: it may be four times as long as others. */
  readonly long?: boolean
}

export type ClientOptions = {
  readonly fetch: Fetch
  /** From readBaseAddress. */
  readonly baseAddress: string
  /** Now, ms; this computer's clock. */
  readonly now: () => number
  /** Forces one URL form for all modules; `documented` uses each module's own. Read at each request. */
  readonly apiVersion?: () => 'documented' | 'v2' | 'v3'
  /** Called after each reply with a time: provider minus this computer, ms. */
  readonly onClockOffset?: (offset: number) => void
}

export type ProviderClient = {
  /** The reply's envelope; throws AppError for every refusal and failure. */
  readonly request: (credentials: Credentials, request: ModuleRequest, signal?: AbortSignal) => Promise<Envelope>
  /** Whether the address answers as the provider does, without credentials. */
  readonly probe: (signal?: AbortSignal) => Promise<void>
  readonly clockOffset: () => number | null
}

/** ms for the whole exchange. */
const READ_TIMEOUT = 25_000
const WRITE_TIMEOUT = 60_000
/** Bytes of a reply; main's thread reads 2 MiB of the smallest items in a third of a second. */
const BODY_LIMIT = { usual: 2 * 1024 * 1024, long: 8 * 1024 * 1024 }
const CLOCK_CODES = [1011, 1012]
/** Codes and HTTP statuses with which Retry-After applies. */
const BUSY = [429, 503, 504]
/** ms: so short a wait is waited here, once, instead of reported. */
const SHORT_WAIT = 3000

type Reply = {
  readonly status: number
  readonly text: string
  /** ms; null where the provider asks for no wait. */
  readonly retryAfter: number | null
}

/** The one place that decides it: such a request is repeated neither here nor by the network stack. */
const atMostOnce = ({ form, harmless }: ModuleRequest): boolean => form !== undefined && !harmless

/**
 * Speaks the provider's API: signs at send time with the clock offset learned from `Date`, lets the body's codes count before
 * the HTTP status, repairs a wrong clock once, and repeats a read once on a network fault (provider API: transport, authentication).
 * A module that requested a wait is not read before it is over.
 */
export function createClient({ fetch, baseAddress, now, apiVersion = () => 'documented', onClockOffset }: ClientOptions): ProviderClient {
  let offset: number | null = null
  const held = new Map<string, { readonly since: number; readonly until: number }>()

  const learnClock = (response: Response, sentAt: number): void => {
    const date = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(date)) return
    // `Date` has whole seconds: half a second more is the best guess, and the middle of the exchange the best moment
    offset = Math.round(date + 500 - (sentAt + now()) / 2)
    onClockOffset?.(offset)
  }

  const send = async (request: ModuleRequest, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Reply> => {
    const body = request.form && new URLSearchParams(request.form).toString()
    const limit = AbortSignal.timeout(body === undefined ? READ_TIMEOUT : WRITE_TIMEOUT)
    const sentAt = now()
    try {
      const init: RequestInit = {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
        ...(body === undefined ? {} : { body }),
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      }
      const response = await fetch(urlOf(baseAddress, request, apiVersion()), init, atMostOnce(request) ? 'unused' : 'any')
      learnClock(response, sentAt)
      const retryAfter = readRetryAfter(response.headers.get('retry-after'), now() + (offset ?? 0))
      return { status: response.status, text: await readText(response, request.long ? BODY_LIMIT.long : BODY_LIMIT.usual), retryAfter }
    } catch (e) {
      if (signal?.aborted) throw new AppError('cancelled', 'cancelled')
      throw e instanceof AppError ? e : networkError(e, limit.aborted)
    }
  }

  const sendSigned = (credentials: Credentials, request: ModuleRequest, signal?: AbortSignal) =>
    send(request, { ...sign(credentials, formatDate(now() + (offset ?? 0))) }, signal)

  const attempt = async (credentials: Credentials, request: ModuleRequest, signal?: AbortSignal, waited = false): Promise<Envelope> => {
    const mayRepeat = !atMostOnce(request)
    const hold = held.get(request.module)
    // a clock that was set back does not make the wait longer
    const wait = hold && now() >= hold.since ? hold.until - now() : 0
    if (mayRepeat && wait > 0) throw busy(wait)
    const sendOnce = () => sendSigned(credentials, request, signal)
    const { status, text, retryAfter } = await sendOnce().catch((e: AppError) => {
      if (!mayRepeat || e.code !== 'provider-unreachable') throw e
      return sendOnce()
    })
    const envelope = readEnvelope(text, status)
    if (mayRepeat && retryAfter !== null && asksToWait(status, envelope)) {
      if (waited || retryAfter > SHORT_WAIT) {
        held.set(request.module, { since: now(), until: now() + retryAfter })
        throw busy(retryAfter)
      }
      await pause(retryAfter, signal)
      return attempt(credentials, request, signal, true)
    }
    if (envelope) return envelope
    throw unexpected(status, text)
  }

  return {
    clockOffset: () => offset,
    async request(credentials, request, signal) {
      const first = await attempt(credentials, request, signal)
      if (first.ok) return first
      if (!isClockRefusal(first)) throw refusal(first)
      // refused before execution, so even a paid operation may be sent again; `Date` has just corrected the clock
      const second = offset === null ? first : await attempt(credentials, request, signal)
      if (second.ok) return second
      throw isClockRefusal(second) ? clockWrong(offset) : refusal(second)
    },
    async probe(signal) {
      const { status, text } = await send({ module: 'account', version: 'v2' }, {}, signal)
      if (!readEnvelope(text) && status !== 401) throw unexpected(status, text)
    },
  }
}

const asksToWait = (status: number, envelope: Envelope | null): boolean =>
  !envelope?.ok && [status, ...(envelope?.codes ?? []).map(({ code }) => code)].some((code) => BUSY.includes(code))

/** @param wait ms */
const busy = (wait: number): AppError =>
  new AppError('provider-busy', 'the provider asks to wait', { retryable: true, details: { seconds: Math.ceil(wait / 1000) } })

function pause(wait: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer)
      reject(new AppError('cancelled', 'cancelled'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel)
      resolve()
    }, wait)
    if (signal?.aborted) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
  })
}

/** Beside another code, or behind a gateway that failed, it is not known that nothing was done. */
const isClockRefusal = ({ codes, unclear }: Envelope): boolean =>
  !unclear && codes.length > 0 && codes.every(({ code }) => CLOCK_CODES.includes(code))

/** `seconds`: this computer minus provider; positive when this computer's clock is ahead. */
function clockWrong(offset: number | null): AppError {
  return new AppError('clock-wrong', 'the provider refused the time of the request twice', {
    details: offset === null ? {} : { seconds: Math.round(-offset / 1000) },
  })
}

function unexpected(status: number, text: string): AppError {
  const trimmed = text.trim()
  // a front end that checks the sign-in answers without an envelope
  if (status === 401)
    return new AppError('wrong-credentials', 'HTTP 401 without an envelope', { details: { code: 'HTTP 401', text: plainText(trimmed) } })
  const about = trimmed === '' ? 'empty' : trimmed.startsWith('<') ? 'HTML' : 'not JSON'
  return new AppError('provider-unexpected-reply', `HTTP ${status}, ${about}: ${plainText(trimmed)}`, {
    retryable: status >= 500,
    details: { code: `HTTP ${status}`, text: plainText(trimmed) },
  })
}

function urlOf(base: string, { module, version, query = [] }: ModuleRequest, apiVersion: 'documented' | 'v2' | 'v3'): string {
  const parameters = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  // built by hand: helpers would make `?account=` of the bare first key
  return (apiVersion === 'documented' ? version : apiVersion) === 'v2'
    ? `${base}/api/rest/v2/?${[module, ...parameters].join('&')}`
    : `${base}/api/rest/v3/${module}${parameters.length ? `?${parameters.join('&')}` : ''}`
}

/** The body's text, read in pieces and abandoned past the limit, bytes. */
async function readText(response: Response, limit: number): Promise<string> {
  const declared = Number(response.headers.get('content-length'))
  const tooLarge = () => new AppError('provider-reply-too-large', `the reply is larger than ${limit} bytes`)
  if (declared > limit) {
    await response.body?.cancel()
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return decode(Buffer.concat(chunks))
}

/** UTF-8 as documented; an old back end's Latin-1 rather than question marks. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
