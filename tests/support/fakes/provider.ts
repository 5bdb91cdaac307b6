import type { ProviderClient } from '../../../electron/main/provider/client.ts'
import { AppError } from '../../../shared/domain/failure.ts'

const line = (name: string) => ({ type: 'SIP', username: name, password: `made-up-${name}`, ip: '127.0.0.1:5060', transport_udp: 'true' })

type FakeProvider = {
  /** The modules asked for, in order. */
  readonly asked: string[]
  holding: boolean
  failure: AppError | null
  /** User names of the lines it hands out. */
  lines: string[]
  readonly answer: () => void
  readonly client: ProviderClient
}

/** A provider that answers when it is let: requests wait while `holding`, then are answered in order. */
export function fakeProvider(): FakeProvider {
  const asked: string[] = []
  const waiting: (() => void)[] = []
  const fake: FakeProvider = {
    asked,
    holding: false,
    failure: null,
    lines: ['office'],
    answer(): void {
      fake.holding = false
      for (const resolve of waiting.splice(0)) resolve()
    },
    client: {
      clockOffset: () => 0,
      probe: async () => {},
      async request(_credentials, { module }, signal) {
        asked.push(module)
        if (fake.holding) {
          await new Promise<void>((resolve) => {
            waiting.push(resolve)
            signal?.addEventListener('abort', () => resolve())
          })
        }
        if (signal?.aborted) throw new AppError('cancelled', 'cancelled')
        if (fake.failure) throw fake.failure
        const body =
          module === 'voiplist'
            ? { voiplist: Object.fromEntries(fake.lines.map((name, i) => [`sip_${i + 1}`, line(name)])) }
            : { accounts: [{ accountnumber: '1', amount: '12.5' }] }
        return { ok: true, codes: [], body }
      },
    },
  }
  return fake
}
