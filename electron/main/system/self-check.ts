import { promises as dns } from 'node:dns'
import { isIP } from 'node:net'
import type { DiagnosticStep } from '../../../shared/domain/diagnostics.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountService } from '../account/account-service.ts'
import type { Telephony } from '../phone/telephony.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import type { MainWindow } from '../windows/main-window.ts'
import { createDiagnostics, type Diagnostics } from './diagnostics.ts'

/** ms that the page takes for its own part behind ours. */
const PAGES_PART = 6000

/** The self-check of this app: its account, its lines, its phone process. */
export function createSelfCheck(options: {
  readonly account: AccountService
  readonly telephony: Pick<Telephony, 'lines' | 'phone'>
  readonly settings: SettingsStore
  readonly main: Pick<MainWindow, 'setChecking'>
  readonly onStep: (step: DiagnosticStep) => void
}): Diagnostics {
  const { account, telephony, settings, main, onStep } = options
  let timer: NodeJS.Timeout | undefined
  const { lines, phone } = telephony
  const signedIn = () => {
    const { session } = account.state()
    return session.state === 'signed-in' ? session : null
  }
  const diagnostics = createDiagnostics({
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
  return {
    ...diagnostics,
    async run() {
      clearTimeout(timer)
      main.setChecking(true)
      try {
        await diagnostics.run()
      } finally {
        timer = setTimeout(() => main.setChecking(false), PAGES_PART)
      }
    },
  }
}
