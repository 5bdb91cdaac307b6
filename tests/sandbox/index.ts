import { loopbackCertificate } from './certificate.ts'
import { Exchange } from './exchange.ts'
import { type Account, type Provider, sandboxLine, startProvider } from './provider.ts'

export type Sandbox = { readonly provider: Provider; readonly exchange: Exchange; readonly account: Account; readonly close: () => Promise<void> }

/** Made up, and known to whoever reads this: it opens nothing but the sandbox. */
export const practice = { userName: 'practice', password: 'made-up-Practice-1' }
const sipPassword = (line: string): string => `made-up-sip-${line}`

/** Provider and exchange with the practice account: three lines over UDP, TCP and TLS, passwords in base64. */
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
