import type { AccessNumbers } from '../../../shared/domain/access-numbers.ts'
import type { ProviderClient } from './client.ts'
import { asText, isRecord } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

type Reply = Omit<AccessNumbers, 'asOf'> & { readonly footer: Footer }

/** Reads the account's call-through access numbers (provider API, module onlinecallthrough). */
export async function fetchAccessNumbers(client: ProviderClient, credentials: Credentials, signal?: AbortSignal): Promise<Reply> {
  const { body } = await client.request(credentials, { module: 'onlinecallthrough', version: 'v2' }, signal)
  return readAccessNumbers(body)
}

/** Each map is an object of lower-case ISO country -> bare E.164 digits, or [] when it is empty. */
export function readAccessNumbers(body: unknown): Reply {
  const raw = isRecord(body) ? body : {}
  return {
    dialInLocal: countries(raw['dialinnumberGeo']),
    dialInFree: countries(raw['dialinnumberFree']),
    callbackLocal: countries(raw['callbacknumberGeo']),
    callbackFree: countries(raw['callbacknumberFree']),
    personal: e164(raw['dialinnumber']),
    footer: readFooter(body),
  }
}

function countries(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([country, number]) => {
      const full = e164(number)
      return /^[a-z]{2}$/i.test(country) && full ? [[country.toUpperCase(), full]] : []
    }),
  )
}

function e164(value: unknown): string | null {
  const digits = asText(value).replace(/\D/g, '').replace(/^00/, '')
  return digits.length >= 4 && digits.length <= 20 ? `+${digits}` : null
}
