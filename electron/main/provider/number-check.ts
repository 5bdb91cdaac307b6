import { AppError } from '../../../shared/domain/failure.ts'
import type { ProviderClient } from './client.ts'
import { asText, plainText, withField } from './envelope.ts'
import type { Credentials } from './signer.ts'

export type CheckedNumber = { /** Bare E.164 digits. */ readonly complete: string; readonly prefix: string; readonly name: string }

/**
 * What the provider makes of a number (provider API, module number-check). Null: not a valid number.
 *
 * @param countryCode digits, e.g. `49`; @param national the rest without a leading 0
 */
export async function checkNumber(
  client: ProviderClient,
  credentials: Credentials,
  { countryCode, national }: { countryCode: string; national: string },
  signal?: AbortSignal,
): Promise<CheckedNumber | null> {
  const query = [
    ['prefix', countryCode],
    ['number', national],
  ] as const
  try {
    const { body } = await client.request(credentials, { module: 'number-check', version: 'v3', query }, signal)
    return readCheckedNumber(body)
  } catch (e) {
    if (e instanceof AppError && e.code === 'not-known') return null
    throw e
  }
}

/** The object may lie one level down (the printed sample has a brace too many). The answer's prefix is not the one sent. */
export function readCheckedNumber(body: unknown): CheckedNumber | null {
  const raw = withField(body, 'completenumber')
  const complete = asText(raw?.['completenumber']).replace(/\D/g, '')
  if (!raw || complete === '') return null
  return { complete, prefix: asText(raw['prefix']).replace(/\D/g, ''), name: plainText(asText(raw['name'])) }
}
