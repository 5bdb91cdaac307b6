import { AppError } from '../../../shared/domain/failure.ts'
import type { ProviderClient } from './client.ts'
import { asText, withField } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

export type CallbackReply = { /** Null: accepted, but it cannot be stopped. */ readonly callId: string | null; readonly footer: Footer }

/** Has the provider ring `from` first and `to` then (provider API, module webcallback, trycallback). Accepted does not mean answered. */
export async function startCallback(
  client: ProviderClient,
  credentials: Credentials,
  { from, to }: { from: string; to: string },
): Promise<CallbackReply> {
  const { body } = await client.request(credentials, {
    module: 'webcallback',
    version: 'v2',
    form: { act: 'trycallback', aNumber: from, bNumber: to },
  })
  const callId = asText(withField(body, 'callId')?.['callId']).slice(0, 100)
  return { callId: callId || null, footer: readFooter(body) }
}

/** Stops one that runs. Its name is documented as callerId and answered as callId: both are sent. Gone already counts as stopped. */
export async function stopCallback(client: ProviderClient, credentials: Credentials, callId: string): Promise<void> {
  try {
    await client.request(credentials, { module: 'webcallback', version: 'v2', form: { act: 'stopcallback', callId, callerId: callId } })
  } catch (e) {
    if (!(e instanceof AppError && e.code === 'not-known')) throw e
  }
}
