import type { AppState, IpcHandlers } from '../../../shared/contract/ipc.ts'
import { hookKind } from '../../../shared/domain/call-hook.ts'
import { entryNumber } from '../../../shared/domain/call-matching.ts'
import type { Managed, ManagedFunction } from '../../../shared/domain/desktop.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountService } from '../account/account-service.ts'
import type { AccountSession } from '../account/account-session.ts'
import type { AppData } from '../account/app-data.ts'
import type { AccountServices } from '../billing/account-services.ts'
import type { BlockList } from '../calls/block-list.ts'
import type { CallService } from '../calls/call-service.ts'
import type { AppContacts } from '../contacts/app-contacts.ts'
import { namesOf } from '../contacts/contact-names.ts'
import type { AppDialogs } from '../dialogs/app-dialogs.ts'
import type { ContactFiles } from '../dialogs/contact-files.ts'
import type { ExportFiles } from '../dialogs/export-files.ts'
import type { RecordingFiles } from '../dialogs/recording-files.ts'
import type { Report } from '../dialogs/report-file.ts'
import type { History } from '../history/history.ts'
import type { StatementAccount } from '../history/statement.ts'
import type { LineService } from '../lines/line-service.ts'
import type { DialRequests } from '../links/dial-requests.ts'
import type { Telephony } from '../phone/telephony.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import type { Diagnostics } from '../system/diagnostics.ts'
import { createCardHandlers } from './card-handlers.ts'
import { createContactHandlers } from './contact-handlers.ts'
import { createCallshopHandlers, createRateHandlers } from './list-handlers.ts'
import { createMessageHandlers } from './message-handlers.ts'
import { createPaidHandlers } from './paid-handlers.ts'
import type { Projection } from './projection.ts'

export type HandlerParts = {
  readonly projection: Projection
  readonly account: AccountService
  readonly data: AppData
  readonly lines: LineService
  readonly calls: CallService & Pick<IpcHandlers['calls'], 'goOn'> & Pick<Telephony, 'checkCallback'>
  readonly blockList: BlockList
  readonly contacts: AppContacts
  readonly contactFiles: ContactFiles
  readonly language: () => 'en' | 'de'
  readonly settings: SettingsStore
  readonly onSettings: () => void
  readonly onDrawn: () => void
  /** What is open of the account, or null. */
  readonly session: () => AccountSession | null
  readonly files: ExportFiles
  readonly chooseList: AppDialogs['chooseList']
  readonly copySecret: (secret: string) => void
  readonly readClipboard: () => Promise<string>
  readonly recordingFiles: RecordingFiles
  readonly crashes: IpcHandlers['crashes']
  readonly diagnostics: Diagnostics
  /** Asks the user whether this may run on calls. */
  readonly confirmHook: (target: string, kind: 'address' | 'program') => Promise<boolean>
  readonly reportFile: (report: Report) => Promise<{ path: string } | null>
  readonly managed: Managed
  readonly requests: DialRequests
  readonly incoming: IpcHandlers['incoming']
  readonly checkForUpdate: () => void
  readonly registerLinkHandler: () => Promise<void>
}

/** Whose statement it is, as far as the provider names the account. */
function statementAccount({ account: { session } }: AppState): StatementAccount {
  if (session.state !== 'signed-in') throw new AppError('not-signed-in', 'no account is open')
  const [first] = session.accounts
  return { userName: session.userName, provider: session.providerAddress, customer: first?.customerName ?? '', number: first?.accountNumber ?? '' }
}

/** The contract's calls, each answered by the part that owns the matter. */
export function createHandlers(parts: HandlerParts): IpcHandlers {
  const { projection, account, data, lines, calls, contacts, settings, onSettings, session, files, copySecret, recordingFiles, diagnostics } = parts
  const { onDrawn, confirmHook, reportFile, managed, requests, incoming, checkForUpdate, registerLinkHandler } = parts
  /** Refuses what the policy of this computer switches off, even to a page that asks for it all the same. */
  const need = (name: ManagedFunction): void => {
    if (managed.disabled.includes(name)) throw new AppError('managed', `${name} is switched off by policy`)
  }
  const allowed =
    <A, R>(name: ManagedFunction, run: (args: A) => R): ((args: A) => R) =>
    (args) => {
      need(name)
      return run(args)
    }
  const own = (): AccountSession => {
    const open = session()
    if (!open) throw new AppError('not-signed-in', 'no account is open')
    return open
  }
  const open = (): AccountServices => own().services
  /** Calls that are deleted or restored are in the call log too. */
  const changeHistory = async <T>(change: (history: History) => Promise<T>): Promise<T> => {
    const { services, callLog } = own()
    const done = await change(services.history)
    await callLog.refresh()
    return done
  }
  const setKeepMonths = (keepMonths: number | null): void => {
    const before = settings.get('settings')
    settings.set('settings', { ...before, calls: { ...before.calls, keepMonths } })
    onSettings()
  }
  const servicesFor = (name: ManagedFunction) => (): AccountServices => {
    need(name)
    return open()
  }
  const zone = (): string => settings.get('settings').providerTimeZone
  return {
    app: { snapshot: () => projection.snapshot(), drawn: onDrawn },
    account: {
      signIn: (input) => account.signIn({ ...input, providerAddress: managed.providerAddress ?? input.providerAddress }),
      cancelSignIn: () => account.cancelSignIn(),
      switchTo: ({ accountId }) => account.switchTo(accountId),
      signOut: () => account.signOut(),
      forget: ({ accountId }) => account.forget(accountId),
      refreshBalance: () => account.refreshBalance(),
      choose: ({ accountNumber }) => account.choose(accountNumber),
      checkConnection: ({ providerAddress }) => account.checkConnection(providerAddress),
      retryKeychain: () => account.retryKeychain(),
    },
    lines: {
      refresh: () => lines.refresh(),
      setDefault: ({ lineId }) => lines.setDefault(lineId),
      setEnabled: ({ lineId, enabled }) => lines.setEnabled(lineId, enabled),
      setLabel: ({ lineId, label }) => lines.setLabel(lineId, label),
      retry: ({ lineId }) => calls.retryLine(lineId),
      setPassword: ({ lineId, password }) => lines.setPassword(lineId, password),
      setWebSocketAddress: ({ lineId, address }) => lines.setWebSocketAddress(lineId, address),
      trustCertificate: ({ lineId, sha256 }) => lines.trustCertificate(lineId, sha256),
      forgetCertificate: ({ lineId }) => lines.forgetCertificate(lineId),
      addManual: allowed('manual-lines', async ({ line, password, turnPassword }) => ({
        lineId: await lines.addManual(line, password, turnPassword),
      })),
      removeManual: ({ lineId }) => lines.removeManual(lineId),
      setPreferences: ({ lineId, preferences }) => lines.setPreferences(lineId, preferences),
    },
    calls,
    media: {
      toPhone: calls.mediaToPhone,
      ready: () => calls.setPage(true),
    },
    callLog: {
      recent: async (query) => (await session()?.callLog.recent(query)) ?? [],
      markSeen: async () => {
        await session()?.callLog.markSeen()
      },
      setNote: ({ callId, note }) => own().callLog.setNote(callId, note),
      trace: async ({ callId }) => (await session()?.callLog.trace(callId)) ?? null,
      rate: async ({ callId }) => (await session()?.callLog.rate(callId)) ?? null,
      costs: async ({ callIds }) => (await session()?.callLog.costs(callIds)) ?? [],
    },
    blockList: parts.blockList,
    rates: createRateHandlers({ services: open, files, chooseFile: parts.chooseList, zone }),
    history: {
      query: async (query) => {
        const page = await open().history.query(query)
        return { ...page, names: namesOf(page.entries.map(entryNumber), contacts.of) }
      },
      sync: ({ fresh, ...range }) => open().history.sync(range, fresh),
      cancelSync: () => open().history.cancel(),
      totals: ({ zone, ...filter }) => open().history.totals(filter, zone),
      choices: () => open().history.choices(),
      export: (filter) => {
        const { history } = open()
        return files.saveHistory((path, language) => history.export(filter, path, language))
      },
      cancelExport: () => open().history.cancelExport(),
      remove: ({ positions }) => changeHistory(({ deletions }) => deletions.remove(positions)),
      removeMatching: ({ confirmed: _, ...filter }) => changeHistory((history) => history.removeMatching(filter)),
      keep: async ({ months }) => {
        const before = settings.get('settings').calls.keepMonths
        setKeepMonths(months)
        await changeHistory(({ deletions }) => deletions.keep(months, before))
      },
      undo: async ({ deletion }) => {
        const setting = await changeHistory(({ deletions }) => deletions.undo(deletion))
        if (setting) setKeepMonths(setting.keepMonths)
      },
    },
    costs: {
      read: (query) => open().costs.readLatest(query),
      setBudget: (budget) => open().spending.setBudget(budget),
      dismissWarnings: ({ keys }) => open().spending.mark('dismissed', keys),
      statement: async (request) => {
        const { statement } = open()
        let complete = true
        const saved = await files.saveStatement(request, async (path, language, print) => {
          const made = await statement(path, { request, account: statementAccount(projection.state), language, print })
          complete = made.complete
          return made.path
        })
        return saved && { ...saved, complete }
      },
    },
    billing: {
      topUp: allowed('topup', (input) => open().topUp(input)),
      callBack: allowed('callback', async (input) => {
        await calls.checkCallback(input.to)
        return open().callBack(input)
      }),
      stopCallback: ({ operationId }) => open().stopCallback(operationId),
      dismissCallback: ({ operationId }) => open().dismissCallback(operationId),
      sendSms: allowed('sms', (input) => open().sms.send(input)),
      createCard: allowed('cards', (input) => open().createCard(input)),
      setOwnPhones: ({ phones }) => open().setOwnPhones(phones),
      callshop: allowed('callshop', async ({ fresh, ...range }) => {
        const { callshop } = open()
        if (fresh) await callshop.read(range)
        return callshop.stored(range)
      }),
      moreCallshop: allowed('callshop', ({ before, ...range }) => open().callshop.more(range, before)),
      exportCallshop: (range) => {
        const { callshop } = open()
        return files.saveCallshop((path, language) => callshop.export(range, path, language), range)
      },
      accessNumbers: ({ fresh }) => open().accessNumbers(fresh),
    },
    ...createPaidHandlers({ open, allowed, contactOf: contacts.of, files, readClipboard: parts.readClipboard }),
    cards: createCardHandlers({ services: servicesFor('cards'), files, chooseFile: parts.chooseList, copySecret, zone }),
    callshop: createCallshopHandlers(servicesFor('callshop'), files),
    areas: {
      signIn: ({ area, userName, password }) => open().areas.signIn(area, { userName: userName.trim(), password }),
      signOut: ({ area }) => open().areas.signOut(area),
      setHidden: ({ area, hidden }) => open().areas.setHidden(area, hidden),
    },
    contacts: createContactHandlers(contacts, parts.contactFiles, parts.language),
    recordings: {
      start: ({ callId }) => own().recordings.start(callId),
      stop: ({ callId }) => own().recordings.stop(callId),
      write: ({ id, data }) => own().recordings.write(id, data),
      chooseFolder: async () => {
        const chosen = await recordingFiles.chooseFolder()
        if (chosen) {
          settings.set('settings', { ...settings.get('settings'), recording: { ...settings.get('settings').recording, folder: chosen.path } })
          onSettings()
        }
        return chosen
      },
      page: (query) => own().recordings.page(query),
      show: async ({ id }) => {
        const path = await own().recordings.file(id)
        if (!path) throw new AppError('not-found', 'no such recording')
        recordingFiles.show(path)
      },
      remove: ({ id }) => own().recordings.remove(id),
    },
    messages: createMessageHandlers({ open: () => own().messages, contactOf: contacts.of }),
    diagnostics: {
      run: () => diagnostics.run(),
      trace: ({ masked }) => diagnostics.trace(masked),
      exportReport: ({ masked, steps }) => {
        const { history, callshop } = session()?.services ?? {}
        return reportFile({ steps, trace: diagnostics.trace(masked), masked, unread: [...(history?.unread() ?? []), ...(callshop?.unread() ?? [])] })
      },
    },
    crashes: parts.crashes,
    data: {
      async export() {
        const chosen = await recordingFiles.chooseFolder()
        if (!chosen) return null
        const exported = await data.export(chosen.path)
        return exported && { path: exported.path, missing: exported.missing.length }
      },
      cancelExport: () => data.cancelExport(),
      delete: ({ recordings }) => data.delete({ recordings }),
    },
    settings: {
      change: (change) => {
        settings.changeSettings(change)
        onSettings()
      },
      setHook: allowed('events', async (hook) => {
        const target = hook.target.trim()
        const kind = hookKind(target)
        if (target !== '' && kind === null) throw new AppError('hook-invalid', 'an https address or the full path of a program is expected')
        const before = settings.get('settings')
        if (kind !== null && target !== before.hook.target && !(await confirmHook(target, kind))) return { set: false }
        settings.set('settings', { ...settings.get('settings'), hook: { ...hook, target } })
        onSettings()
        return { set: true }
      }),
    },
    desktop: {
      requestDone: ({ id }) => requests.done(id),
      dialClipboard: () => requests.dialClipboard(),
      checkForUpdate: () => checkForUpdate(),
      registerLinkHandler: () => registerLinkHandler(),
    },
    incoming,
  }
}
