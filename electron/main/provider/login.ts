import { AppError } from '../../../shared/domain/failure.ts'
import type { ProviderClient } from './client.ts'
import type { Credentials } from './signer.ts'

/**
 * Whether the provider accepts the credentials (provider API, module login): an empty POST that makes no session. A provider
 * that does not know the module cannot answer: the caller falls back to `account`.
 *
 * @returns false where the module is not offered
 */
export async function tryLogin(client: ProviderClient, credentials: Credentials, signal?: AbortSignal): Promise<boolean> {
  try {
    await client.request(credentials, { module: 'login', version: 'v3', form: {}, harmless: true }, signal)
    return true
  } catch (e) {
    if (e instanceof AppError && ['not-offered', 'not-known', 'provider-unexpected-reply'].includes(e.code)) return false
    throw e
  }
}
