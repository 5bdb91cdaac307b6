import { AppError } from '../../../shared/contract.ts'
import { type Envelope, plainText, readEnvelope, refusal } from './envelope.ts'
import { networkError } from './network-error.ts'
import { type Credentials, formatDate, sign } from './signer.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** A request of a module. Documented under v2 (`?module` as bare first query key) or v3 (`/module`). */
export type ModuleRequest = {
  readonly module: string
  readonly version: 'v2' | 'v3'
  readonly query?: ReadonlyArray<readonly [name: string, value: string]>
  /** Makes it a POST, form-encoded. A POST is never repeated by itself, for it may cost money. */
  readonly form?: Readonly<Record<string, string>>
  /** A POST that only asks: it may be repeated like a GET. */
  readonly harmless?: boolean
}

export type ClientOptions = {
  readonly fetch: Fetch
  /** From readBaseAddress. */
  readonly baseAddress: string
  /** Now, ms; this computer's clock. */
  readonly now: () => number
  /** Forces one URL form for all modules; `documented` takes each module's own. Asked at each request. */
  readonly apiVersion?: () => 'documented' | 'v2' | 'v3'
  /** Told after each reply that named the time: provider minus this computer, ms. */
  readonly onClockOffset?: (offset: number) => void
}

export type ProviderClient = {
  /** The reply's envelope; throws AppError for every refusal and failure. */
  readonly request: (credentials: Credentials, request: ModuleRequest, signal?: AbortSignal) => Promise<Envelope>
  /** Whether the address answers as the provider does, without credentials. */
  readonly probe: (signal?: AbortSignal) => Promise<void>
  readonly clockOffset: () => number | null
}

const READ_TIMEOUT = 25_000
const WRITE_TIMEOUT = 60_000
const BODY_LIMIT = 8 * 1024 * 1024
const CLOCK_CODES = [1011, 1012]

/**
 * Speaks the provider's API: signs at send time with the clock offset learned from `Date`, reads the body before the HTTP
 * status, repairs a wrong clock once, and repeats a read once on a network fault (provider API: transport, authentication).
 */
export function createClient({ fetch, baseAddress, now, apiVersion = () => 'documented', onClockOffset }: ClientOptions): ProviderClient {
  let offset: number | null = null

  const learnClock = (response: Response, sentAt: number): void => {
    const date = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(date)) return
    // `Date` has whole seconds: half a second more is the best guess, and the middle of the exchange the best moment
    offset = Math.round(date + 500 - (sentAt + now()) / 2)
    onClockOffset?.(offset)
  }

  const send = async (
    request: ModuleRequest,
    headers: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<{ status: number; text: string }> => {
    const body = request.form && new URLSearchParams(request.form).toString()
    const limit = AbortSignal.timeout(body === undefined ? READ_TIMEOUT : WRITE_TIMEOUT)
    const sentAt = now()
    try {
      const response = await fetch(urlOf(baseAddress, request, apiVersion()), {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
        ...(body === undefined ? {} : { body }),
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      })
      learnClock(response, sentAt)
      return { status: response.status, text: await readText(response) }
    } catch (e) {
      if (signal?.aborted) throw new AppError('cancelled', 'cancelled')
      throw e instanceof AppError ? e : networkError(e, limit.aborted)
    }
  }

  const sendSigned = (credentials: Credentials, request: ModuleRequest, signal?: AbortSignal) =>
    send(request, { ...sign(credentials, formatDate(now() + (offset ?? 0))) }, signal)

  const attempt = async (credentials: Credentials, request: ModuleRequest, signal?: AbortSignal): Promise<Envelope> => {
    const sendOnce = () => sendSigned(credentials, request, signal)
    const { status, text } = await sendOnce().catch((e: AppError) => {
      if ((request.form && !request.harmless) || e.code !== 'provider-unreachable') throw e
      return sendOnce()
    })
    const envelope = readEnvelope(text)
    if (envelope) return envelope
    throw unexpected(status, text)
  }

  return {
    clockOffset: () => offset,
    async request(credentials, request, signal) {
      const first = await attempt(credentials, request, signal)
      if (first.ok) return first
      if (!isClockRefusal(first)) throw refusal(first)
      // refused before execution, so even a costly request may be sent again; `Date` has just told the time
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

const isClockRefusal = ({ codes }: Envelope): boolean => codes.some(({ code }) => CLOCK_CODES.includes(code))

/** `seconds`: this computer minus provider; positive when this computer's clock is ahead. */
function clockWrong(offset: number | null): AppError {
  return new AppError('clock-wrong', 'the provider refused the time of the request twice', {
    details: offset === null ? {} : { seconds: Math.round(-offset / 1000) },
  })
}

function unexpected(status: number, text: string): AppError {
  const trimmed = text.trim()
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

/** The body's text, read as it comes and given up past the limit. */
async function readText(response: Response): Promise<string> {
  const declared = Number(response.headers.get('content-length'))
  const tooLarge = () => new AppError('provider-reply-too-large', `the reply is larger than ${BODY_LIMIT} bytes`)
  if (declared > BODY_LIMIT) {
    await response.body?.cancel()
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > BODY_LIMIT) throw tooLarge()
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
