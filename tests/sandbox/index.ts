import { loopbackCertificate } from './certificate.ts'
import { Exchange } from './exchange.ts'
import type { ExchangeCall } from './exchange-call.ts'
import { type Provider, sandboxLine, startProvider } from './provider.ts'
import type { Account } from './reply.ts'

export type Sandbox = { readonly provider: Provider; readonly exchange: Exchange; readonly account: Account; readonly close: () => Promise<void> }

/** Made up, and known to whoever reads this: it opens nothing but the sandbox. */
export const practice = { userName: 'practice', password: 'made-up-Practice-1' }
const sipPassword = (line: string): string => `made-up-sip-${line}`

/**
 * Provider and exchange on loopback, with the practice account: the lines `office`, `home` and `secure` over UDP, TCP and TLS, passwords in
 * base64. `close` ends both.
 */
export async function startSandbox(): Promise<Sandbox> {
  const { key, cert } = await loopbackCertificate('sandbox.invalid')
  const exchange = new Exchange(new Map(['office', 'home', 'secure'].map((line) => [line, sipPassword(line)])))
  await exchange.start({ key, cert })
  const line = (userName: string, transport: 'udp' | 'tcp' | 'tls') =>
    sandboxLine({
      username: userName,
      password: Buffer.from(sipPassword(userName)).toString('base64'),
      ip: `127.0.0.1:${exchange.port(transport)}`,
      domain: 'sandbox.invalid',
      [`transport_${transport}`]: 'true',
    })
  const account: Account = {
    ...practice,
    balance: '18,4000',
    lines: { sip_1: line('office', 'udp'), sip_2: line('home', 'tcp'), sip_3: line('secure', 'tls') },
  }
  const provider = await startProvider([account])
  exchange.on('call', (call: ExchangeCall) =>
    billWhenOver(call, (number, startedAt, seconds) => provider.services.bill(account, number, startedAt, seconds)),
  )
  return {
    provider,
    exchange,
    account,
    async close() {
      await exchange.close()
      await provider.close()
    },
  }
}

/** ms. As with the real provider, a record comes a while after the call. */
const BILLED_AFTER = 500

function billWhenOver(call: ExchangeCall, bill: (number: string, startedAt: number, seconds: number) => void): void {
  let answered = 0
  call.on('state', () => {
    if (call.state === 'answered') answered = Date.now()
    if (call.state !== 'ended' || !answered || call.dialled === '') return
    const seconds = Math.max(1, Math.round((Date.now() - answered) / 1000))
    setTimeout(() => bill(call.dialled, answered, seconds), BILLED_AFTER).unref()
  })
}
