import { AppError } from '../../../shared/contract.ts'
import type { Managed, ManagedFunction } from '../../../shared/desktop.ts'
import type { DiagnosticStep, SipTraceMessage } from '../../../shared/diagnostics.ts'
import type { IpcHandlers } from '../../../shared/ipc.ts'
import type { AccountService } from '../account/account-service.ts'
import type { LineService } from '../account/line-service.ts'
import type { IncomingHandlers } from '../desktop/desktop.ts'
import type { DialRequests } from '../desktop/dial-requests.ts'
import type { RecordingFiles } from '../desktop/recording-files.ts'
import type { ServiceFiles } from '../desktop/service-files.ts'
import type { CallService } from '../phone/call-service.ts'
import type { RecordingService } from '../phone/recordings.ts'
import type { ContactService } from '../services/contacts.ts'
import type { Diagnostics } from '../services/diagnostics.ts'
import type { AccountServices } from '../services/services.ts'
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
  readonly services: () => AccountServices | null
  readonly files: ServiceFiles
  /** What belongs to the user of the open account. */
  readonly personal: () => { readonly contacts: ContactService; readonly recordings: RecordingService } | null
  readonly recordingFiles: RecordingFiles
  readonly diagnostics: Diagnostics
  readonly managed: Managed
  readonly requests: DialRequests
  readonly incoming: IncomingHandlers
  readonly desktop: { readonly checkForUpdate: () => void; readonly takeLinks: () => Promise<void> }
  readonly reportFile: (steps: readonly DiagnosticStep[], trace: readonly SipTraceMessage[], masked: boolean) => Promise<{ path: string } | null>
}

const none = (): undefined => undefined

/** The contract's calls, each handed to the part that knows. */
export function createHandlers(parts: HandlerParts): IpcHandlers {
  const { projection, account, lines, calls, callLog, settings, onSettings, services, files, personal, recordingFiles, diagnostics, reportFile } =
    parts
  const { managed, requests, incoming, desktop } = parts
  /** Switched off by whoever manages this computer: a page that went wrong gets no further. */
  const need = (name: ManagedFunction): void => {
    if (managed.disabled.includes(name)) throw new AppError('managed', `${name} is switched off by policy`)
  }
  const allowed =
    <A, R>(name: ManagedFunction, run: (args: A) => R): ((args: A) => R) =>
    (args) => {
      need(name)
      return run(args)
    }
  const cards = () => {
    need('cards')
    return open().cards
  }
  const own = (): NonNullable<ReturnType<typeof personal>> => {
    const found = personal()
    if (!found) throw new AppError('not-signed-in', 'nobody is signed in')
    return found
  }
  const open = (): AccountServices => {
    const found = services()
    if (!found) throw new AppError('not-signed-in', 'nobody is signed in')
    return found
  }
  return {
    app: { snapshot: () => projection.snapshot() },
    account: {
      signIn: (input) => account.signIn({ ...input, providerAddress: managed.providerAddress ?? input.providerAddress }).then(none),
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
      setPreferences: ({ lineId, preferences }) => lines.setPreferences(lineId, preferences).then(none),
    },
    calls: {
      dial: (input) => calls.dial(input),
      answer: ({ callId, others }) => calls.answer(callId, others).then(none),
      reject: ({ callId }) => calls.reject(callId).then(none),
      hangUp: ({ callId, whole }) => calls.hangUp(callId, whole).then(none),
      setHold: ({ callId, on }) => calls.setHold(callId, on).then(none),
      setMuted: ({ callId, on }) => calls.setMuted(callId, on).then(none),
      sendTones: ({ callId, tones }) => calls.sendTones(callId, tones).then(none),
      transfer: ({ callId, number }) => calls.transfer(callId, number).then(none),
      completeTransfer: ({ callId }) => calls.completeTransfer(callId).then(none),
      cancelTransfer: ({ callId }) => calls.cancelTransfer(callId).then(none),
      setConference: ({ on }) => calls.setConference(on).then(none),
      answerReferral: ({ callId, accept }) => calls.answerReferral(callId, accept).then(none),
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
    rates: {
      ask: ({ numbers }) => open().rates.ask(numbers, false),
      lookUp: ({ numbers }) => open().rates.lookUp(numbers),
      earlier: () => open().rates.earlier(),
      check: ({ number }) => open().checkNumber(number),
    },
    acts: {
      topUp: allowed('topup', (input) => open().topUp(input)),
      callBack: allowed('callback', (input) => open().callBack(input)),
      stopCallback: ({ actId }) => open().stopCallback(actId).then(none),
      sendSms: allowed('sms', (input) => open().sendSms(input)),
      createCard: allowed('cards', (input) => open().createCard(input)),
      setOwnPhones: ({ phones }) => open().setOwnPhones(phones).then(none),
    },
    billing: {
      history: (query) => open().history.query(query),
      sync: (range) => open().history.sync(range).then(none),
      cancelSync: () => {
        open().history.cancel()
        return undefined
      },
      exportHistory: async (query) => files.saveHistory(await open().history.query(query)),
      callshop: allowed('callshop', ({ fresh, ...range }) => open().callshop(range, fresh)),
      exportCallshop: async (range) => files.saveCallshop(await open().callshop(range, false), range),
      accessNumbers: ({ fresh }) => open().accessNumbers(fresh),
    },
    cards: {
      list: () => cards().list(),
      lookUp: allowed('cards', ({ number }) => open().lookUpCard(number)),
      block: ({ cli }) => cards().change({ act: 'block', cli }),
      unblock: ({ cli }) => cards().change({ act: 'unblock', cli }),
      disable: ({ cli }) => cards().change({ act: 'disable', cli }),
      move: allowed('cards', ({ cli, number }) => open().moveCard(cli, number)),
      activate: ({ cli, pin }) => cards().change({ act: 'activate', cli, pin: pin.replace(/[\s-]/g, '') }),
      pin: async ({ cli }) => ({ pin: await cards().pin(cli) }),
      copyPin: async ({ cli }) => {
        files.copyForAWhile(await cards().pin(cli))
        return undefined
      },
      setRealm: ({ realm }) => open().setRealm(realm).then(none),
    },
    areas: {
      signIn: ({ area, userName, password }) => open().areas.signIn(area, { userName: userName.trim(), password }).then(none),
      signOut: ({ area }) => open().areas.signOut(area).then(none),
      setHidden: ({ area, hidden }) => open().areas.setHidden(area, hidden).then(none),
    },
    contacts: {
      save: ({ contact }) => own().contacts.save(contact).then(none),
      remove: ({ id }) => own().contacts.remove(id).then(none),
    },
    recordings: {
      start: ({ callId }) => own().recordings.start(callId).then(none),
      stop: ({ callId }) => own().recordings.stop(callId).then(none),
      write: ({ id, data }) => {
        own().recordings.write(id, data)
        return undefined
      },
      chooseFolder: async () => {
        const chosen = await recordingFiles.chooseFolder()
        if (chosen) {
          settings.set('settings', { ...settings.get('settings'), recording: { ...settings.get('settings').recording, folder: chosen.path } })
          onSettings()
        }
        return chosen
      },
      show: ({ id }) => {
        const path = own().recordings.file(id)
        if (!path) throw new AppError('not-found', 'no such recording')
        recordingFiles.show(path)
        return undefined
      },
      remove: ({ id }) => own().recordings.remove(id).then(none),
    },
    diagnostics: {
      run: () => diagnostics.run().then(none),
      trace: ({ masked }) => diagnostics.trace(masked),
      exportReport: ({ masked, steps }) => reportFile(steps, diagnostics.trace(masked), masked),
    },
    settings: {
      change: (change) => {
        settings.changeSettings(change)
        onSettings()
        return undefined
      },
    },
    desktop: {
      requestDone: ({ id }) => {
        requests.done(id)
        return undefined
      },
      dialClipboard: () => requests.dialClipboard().then(none),
      checkForUpdate: () => {
        desktop.checkForUpdate()
        return undefined
      },
      takeLinks: () => desktop.takeLinks().then(none),
    },
    incoming,
  }
}
