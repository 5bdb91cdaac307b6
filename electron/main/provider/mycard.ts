import { type Money, parseMoney } from '../../../shared/money.ts'
import type { ProviderClient } from './client.ts'
import { asText, plainText, withField } from './envelope.ts'
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

/** What can be done with a card. Numbers are bare E.164 digits; `realm` is handed out by the provider. */
export type CardAct =
  | {
      readonly act: 'insert'
      readonly cli: string
      readonly customer: string
      /** With a decimal dot, e.g. `5.00`. */ readonly amount: string
      readonly bySms: boolean
      readonly smsText: string
    }
  | { readonly act: 'show' | 'blockcard' | 'unblockcard'; readonly cli: string }
  | { readonly act: 'disableCliByNumber'; readonly cli: string; readonly realm: string }
  | { readonly act: 'changeCliByNumber'; readonly cli: string; readonly newCli: string; readonly realm: string }
  | { readonly act: 'activateMyCard'; readonly cli: string; readonly pin: string; readonly realm: string }

/** Asks module mycard-v2 (provider API). Names of fields are case-sensitive as printed; `m` and `v` belong into the body. */
export async function askCard(client: ProviderClient, credentials: Credentials, act: CardAct): Promise<CardReply | null> {
  const form = { m: 'mycard-v2', v: 'json', act: act.act, ...fieldsOf(act) }
  const { body } = await client.request(credentials, { module: 'mycard-v2', version: 'v2', form, harmless: act.act === 'show' })
  return readCard(body)
}

function fieldsOf(act: CardAct): Readonly<Record<string, string>> {
  switch (act.act) {
    case 'insert':
      return {
        Telefon: act.cli,
        Kunde: act.customer,
        Amount: act.amount,
        ...(act.bySms ? { sendSmsInfo: '1', smsinfo_message: act.smsText } : { sendSmsInfo: '0' }),
      }
    case 'show':
    case 'blockcard':
    case 'unblockcard':
      return { Telefon: act.cli }
    case 'disableCliByNumber':
      return { realm: act.realm, cli: act.cli }
    case 'changeCliByNumber':
      return { realm: act.realm, cli: act.cli, newCli: act.newCli }
    case 'activateMyCard':
      return { realm: act.realm, cli: act.cli, PIN: act.pin }
    default:
      return act satisfies never
  }
}

/** The card's object, also one level down. Null when the reply holds none: the act was accepted without data. */
export function readCard(body: unknown): CardReply | null {
  const raw = withField(body, 'fldSerial')
  if (!raw) return null
  const active = raw['active']
  return {
    cli: asText(raw['CLI']).replace(/\D/g, ''),
    customer: plainText(asText(raw['Kunde'])),
    serial: plainText(asText(raw['fldSerial']), 64),
    pin: plainText(asText(raw['fldPIN']), 64),
    balance: parseMoney(raw['Amount']),
    loaded: parseMoney(raw['AmountAll']),
    // '' after blocking, ' ' after disabling
    usable: !(
      active === null ||
      active === undefined ||
      active === false ||
      active === 0 ||
      (typeof active === 'string' && /^\s*0?\s*$/.test(active))
    ),
  }
}
