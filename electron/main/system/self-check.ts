import { promises as dns } from 'node:dns'
import { isIP } from 'node:net'
import type { DiagnosticStep } from '../../../shared/domain/diagnostics.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountService } from '../account/account-service.ts'
import type { Telephony } from '../phone/telephony.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import { createDiagnostics, type Diagnostics } from './diagnostics.ts'

/** The self-check of this app: its account, its lines, its phone process. */
export function createSelfCheck(options: {
  readonly account: AccountService
  readonly telephony: Pick<Telephony, 'lines' | 'phone'>
  readonly settings: SettingsStore
  readonly onStep: (step: DiagnosticStep) => void
}): Diagnostics {
  const { account, telephony, settings, onStep } = options
  const { lines, phone } = telephony
  const signedIn = () => {
    const { session } = account.state()
    return session.state === 'signed-in' ? session : null
  }
  return createDiagnostics({
    lines: () => lines.state().lines,
    setup(lineId) {
      const server = lines.setups().find(({ id }) => id === lineId)?.server
      return server ? { host: server.host, literal: isIP(server.host) !== 0 } : null
    },
    async probeProvider() {
      const { reachable, error } = await account.checkConnection(signedIn()?.providerAddress ?? settings.get('settings').providerAddress)
      if (!reachable) throw new AppError(error?.code ?? 'provider-unreachable', 'the provider does not answer')
    },
    readAccount: account.refreshBalance,
    clockOffset: () => signedIn()?.clockOffset ?? null,
    addressesOf: async (host) => (await dns.lookup(host, { all: true })).map(({ address }) => address),
    pingLine: (lineId) => phone.call('phone', 'pingLine', { lineId }),
    probeNat: (lineId) => phone.call('phone', 'probeNat', { lineId }),
    onStep,
  })
}
