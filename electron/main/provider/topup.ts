import type { ProviderClient } from './client.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

/**
 * Loads the account by a PIN (provider API, module topup). Sent once. The provider does not document what a success holds beyond the footer:
 * the caller reads the balance again.
 *
 * @param pin digits and letters only; leading zeros count
 */
export async function sendTopup(client: ProviderClient, credentials: Credentials, pin: string): Promise<Footer> {
  const { body } = await client.request(credentials, { module: 'topup', version: 'v2', form: { pin } })
  return readFooter(body)
}
