import type { IpcHandlers } from '../../../shared/ipc.ts'
import type { AccountService } from '../account/account-service.ts'
import type { LineService } from '../account/line-service.ts'
import type { CallService } from '../phone/call-service.ts'
import type { CallLog } from '../storage/call-log.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import type { Projection } from './projection.ts'

export type HandlerParts = {
  readonly projection: Projection
  readonly account: AccountService
  readonly lines: LineService
  readonly calls: CallService
  readonly callLog: () => CallLog | null
  readonly settings: SettingsStore
  readonly onSettings: () => void
}

const none = (): undefined => undefined

/** The contract's calls, each handed to the part that knows. */
export function createHandlers({ projection, account, lines, calls, callLog, settings, onSettings }: HandlerParts): IpcHandlers {
  return {
    app: { snapshot: () => projection.snapshot() },
    account: {
      signIn: (input) => account.signIn(input).then(none),
      cancelSignIn: () => {
        account.cancelSignIn()
        return undefined
      },
      switchTo: ({ accountId }) => account.switchTo(accountId).then(none),
      signOut: () => account.signOut().then(none),
      forget: ({ accountId }) => account.forget(accountId).then(none),
      refreshBalance: () => account.refreshBalance().then(none),
      checkConnection: ({ providerAddress }) => account.checkConnection(providerAddress),
      retryKeychain: () => account.retryKeychain().then(none),
    },
    lines: {
      refresh: () => lines.refresh().then(none),
      setDefault: ({ lineId }) => lines.setDefault(lineId).then(none),
      setEnabled: ({ lineId, enabled }) => lines.setEnabled(lineId, enabled).then(none),
      setLabel: ({ lineId, label }) => lines.setLabel(lineId, label).then(none),
      retry: ({ lineId }) => calls.retryLine(lineId).then(none),
      setPassword: ({ lineId, password }) => lines.setPassword(lineId, password).then(none),
      setWebSocketAddress: ({ lineId, address }) => lines.setWebSocketAddress(lineId, address).then(none),
      trustCertificate: ({ lineId, sha256 }) => lines.trustCertificate(lineId, sha256).then(none),
      forgetCertificate: ({ lineId }) => lines.forgetCertificate(lineId).then(none),
    },
    calls: {
      dial: (input) => calls.dial(input),
      answer: ({ callId }) => calls.answer(callId).then(none),
      reject: ({ callId }) => calls.reject(callId).then(none),
      hangUp: ({ callId }) => calls.hangUp(callId).then(none),
      setHold: ({ callId, on }) => calls.setHold(callId, on).then(none),
      setMuted: ({ callId, on }) => calls.setMuted(callId, on).then(none),
      sendTones: ({ callId, tones }) => calls.sendTones(callId, tones).then(none),
      silence: ({ callId }) => {
        calls.silence(callId)
        return undefined
      },
    },
    media: {
      reply: ({ id, reply }) => {
        calls.mediaReply(id, reply)
        return undefined
      },
      ready: () => {
        calls.setPage(true)
        return undefined
      },
    },
    history: {
      recent: async (query) => (await callLog()?.recent(query)) ?? [],
      markSeen: async () => {
        await callLog()?.markSeen()
        return undefined
      },
    },
    settings: {
      change: (change) => {
        settings.changeSettings(change)
        onSettings()
        return undefined
      },
    },
  }
}
