import type { ProviderClient } from './client.ts'
import { asText, isRecord } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

/** Sends one text to one number (provider API, module sms): how several would be joined is not documented. Costs money, sent once. */
export async function sendSms(
  client: ProviderClient,
  credentials: Credentials,
  { number, message }: { number: string; message: string },
): Promise<{ readonly billedId: string | null; readonly footer: Footer }> {
  const { body } = await client.request(credentials, { module: 'sms', version: 'v2', form: { act: 'sendSms', phonenumbers: number, message } })
  return { billedId: (isRecord(body) && asText(body['smsbilledId']).slice(0, 100)) || null, footer: readFooter(body) }
}
