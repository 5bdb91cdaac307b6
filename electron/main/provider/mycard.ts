import type { Money } from '../../../shared/domain/money.ts'
import type { ProviderClient } from './client.ts'
import { asMoney, asText, plainText, withField } from './envelope.ts'
import type { Credentials } from './signer.ts'

export type CardReply = {
  readonly cli: string
  readonly customer: string
  readonly serial: string
  /** Secret: shown on request, never kept. */
  readonly pin: string
  readonly balance: Money | null
  readonly loaded: Money | null
  readonly usable: boolean
}

/** What can be done with a card. Numbers are bare E.164 digits; `realm` comes from the provider. */
export type CardAction =
  | {
      readonly action: 'insert'
      readonly cli: string
      readonly customer: string
      /** With a decimal dot, e.g. `5.00`. */
      readonly amount: string
      readonly bySms: boolean
      readonly smsText: string
    }
  | { readonly action: 'show' | 'blockcard' | 'unblockcard'; readonly cli: string }
  | { readonly action: 'disableCliByNumber'; readonly cli: string; readonly realm: string }
  | { readonly action: 'changeCliByNumber'; readonly cli: string; readonly newCli: string; readonly realm: string }
  | { readonly action: 'activateMyCard'; readonly cli: string; readonly pin: string; readonly realm: string }

/** Asks module mycard-v2 (provider API). Names of fields are case-sensitive as printed; `m` and `v` belong into the body. */
export async function askCard(client: ProviderClient, credentials: Credentials, action: CardAction): Promise<CardReply | null> {
  const form = { m: 'mycard-v2', v: 'json', act: action.action, ...fieldsOf(action) }
  const { body } = await client.request(credentials, { module: 'mycard-v2', version: 'v2', form, harmless: action.action === 'show' })
  return readCard(body)
}

function fieldsOf(action: CardAction): Readonly<Record<string, string>> {
  switch (action.action) {
    case 'insert':
      return {
        Telefon: action.cli,
        Kunde: action.customer,
        Amount: action.amount,
        // no message is requested explicitly: what the provider does without the field is not documented
        ...(action.bySms ? { sendSmsInfo: '1', smsinfo_message: action.smsText } : { sendSmsInfo: '0' }),
      }
    case 'show':
    case 'blockcard':
    case 'unblockcard':
      return { Telefon: action.cli }
    case 'disableCliByNumber':
      return { realm: action.realm, cli: action.cli }
    case 'changeCliByNumber':
      return { realm: action.realm, cli: action.cli, newCli: action.newCli }
    case 'activateMyCard':
      return { realm: action.realm, cli: action.cli, PIN: action.pin }
    default:
      return action satisfies never
  }
}

/** The card's object, also one level down. Null when the reply holds none: the provider accepted without data. */
export function readCard(body: unknown): CardReply | null {
  const raw = withField(body, 'fldSerial')
  if (!raw) return null
  const active = raw['active']
  return {
    cli: asText(raw['CLI']).replace(/\D/g, ''),
    customer: plainText(asText(raw['Kunde'])),
    serial: plainText(asText(raw['fldSerial']), 64),
    pin: plainText(asText(raw['fldPIN']), 64),
    balance: asMoney(raw['Amount']),
    loaded: asMoney(raw['AmountAll']),
    // '' after blocking, ' ' after disabling
    usable: active === true || !/^(0*|false|no|off|null)$/i.test(plainText(asText(active))),
  }
}
