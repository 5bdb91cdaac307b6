import type { AppState } from '../../../shared/contract/ipc.ts'
import { noCalls, noMessages, noRecordings, noServices } from '../../../shared/domain/empty.ts'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import type { AccountServices } from '../billing/account-services.ts'
import { type CallLog, createCallLog } from '../calls/call-log.ts'
import type { CallService } from '../calls/call-service.ts'
import type { ContactService } from '../contacts/contacts.ts'
import type { LineService } from '../lines/line-service.ts'
import type { MessageService } from '../messages/messages.ts'
import type { ProviderClient } from '../provider/client.ts'
import type { Footer } from '../provider/footer.ts'
import { type Credentials, wipe } from '../provider/signer.ts'
import type { RecordingService } from '../recordings/recordings.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { Keychain } from './keychain.ts'
import { createSessionSecrets } from './session-secrets.ts'

/** An account that is open: what lines, call log and services need of it. */
export type OpenAccount = {
  readonly accountId: string
  readonly client: ProviderClient
  readonly credentials: Credentials
  /** The system's keychain, or one for this run only. */
  readonly secrets: Keychain
  readonly database: AccountDatabase
  /** Aborted when the account is being closed. */
  readonly signal: AbortSignal
  /** Applies a reply's footer: balance and currency. */
  readonly onFooter: (footer: Footer) => void
}

/** Everything that lives as long as an account is open. */
export type AccountSession = {
  readonly account: OpenAccount
  readonly callLog: CallLog
  readonly recordings: RecordingService
  readonly messages: MessageService
  readonly services: AccountServices
  /**
   * Ends calls, unregisters lines, closes the database; however often it is called, it happens once. `removeSecrets`: the
   * passwords of lines and areas are removed from the keychain, which `secretsRemoved` waits for. Without it, passwords that are
   * being stored are waited for, two seconds at most. Never rejects.
   */
  readonly close: (removeSecrets: boolean) => Promise<void>
  /** After `close(true)`: whether all were removed. Settles within ten seconds, whatever the keychain does. */
  readonly secretsRemoved: () => Promise<boolean>
}

export type AccountSessionOptions = {
  readonly openDatabase: (accountId: string, onState: (state: DatabaseState) => void) => AccountDatabase
  readonly createRecordings: (database: AccountDatabase, onChange: (recordings: AppState['recordings']) => void) => RecordingService
  readonly createMessages: (database: AccountDatabase, onChange: (messages: AppState['messages']) => void) => MessageService
  readonly createServices: (account: OpenAccount, onChange: (services: AppState['services']) => void) => AccountServices
  readonly lines: Pick<LineService, 'accountOpened' | 'accountClosing'>
  readonly calls: Pick<CallService, 'calls' | 'hangUp' | 'publishCalls'>
  /** Their names are what the history is searched by. */
  readonly contacts: Pick<ContactService, 'follow' | 'unfollow'>
  readonly now: () => number
  readonly recordingDisabled: () => boolean
  readonly publish: <S extends 'recentCalls' | 'recordings' | 'messages' | 'services'>(slice: S, value: AppState[S]) => void
  readonly onDatabaseState: (state: DatabaseState) => void
  readonly log: { readonly warn: (text: string) => void; readonly error: (text: string) => void }
}

/**
 * Opens an account: its parts start side by side, and none depends on the success of another, so that lines come up whatever
 * the database or the provider does. What a part reports after `close` was called is dropped.
 *
 * Throws what building a part throws; whatever was opened before that is closed again.
 */
export function openAccountSession(parts: Omit<OpenAccount, 'database' | 'signal'>, options: AccountSessionOptions): AccountSession {
  const { lines, calls, contacts, now, log } = options
  const closing = new AbortController()
  const { signal } = closing
  const secrets = createSessionSecrets(parts.secrets)
  const publish: AccountSessionOptions['publish'] = (slice, value) => {
    if (!signal.aborted) options.publish(slice, value)
  }
  const part = (name: string, run: () => Promise<unknown>): void =>
    void run().catch((e: unknown) => {
      if (!signal.aborted) log.error(`${name}: ${e instanceof Error ? e.message : String(e)}`)
    })
  const opened = new AsyncDisposableStack()
  /** The keychain is given, or loses, the passwords of lines and areas. */
  let keeping: Promise<unknown> = Promise.resolve()
  let removeSecrets = false

  try {
    const database = opened.adopt(
      options.openDatabase(parts.accountId, (state) => {
        if (signal.aborted) return
        options.onDatabaseState(state)
        // opened, or opened anew: the names are in no file
        if (state.state !== 'updating') contacts.follow(database)
      }),
      (d) => d.close(),
    )
    opened.defer(() => contacts.unfollow(database))
    const account: OpenAccount = { ...parts, secrets, database, signal }
    const callLog = createCallLog(database, (recent) => publish('recentCalls', recent))
    const services = opened.adopt(
      options.createServices(account, (state) => publish('services', state)),
      (s) => s.stop(),
    )
    const recordings = opened.adopt(
      options.createRecordings(database, (state) => {
        publish('recordings', state)
        if (!signal.aborted) calls.publishCalls()
      }),
      (r) => r.close(),
    )
    const messages = options.createMessages(database, (state) => publish('messages', state))
    opened.defer(() => {
      // its lines are unregistered at once, and only the keychain is waited for afterwards
      const areas = removeSecrets ? services.areas.forgetAll() : Promise.resolve()
      keeping = Promise.allSettled([lines.accountClosing(removeSecrets), areas])
    })
    opened.defer(async () => {
      await Promise.allSettled(calls.calls().map(({ id }) => calls.hangUp({ callId: id, whole: false })))
    })
    part('lines', () => lines.accountOpened(account))
    part('call log', () => database.request('closeRunning', { now: now() }).then(callLog.refresh))
    part('recordings', async () => recordings.refresh())
    part('messages', messages.closeSending)
    // what is older than the user wants is deleted at the start
    part('services', () => services.start().then(callLog.refresh))

    let closed: Promise<void> | null = null
    return {
      account,
      callLog,
      recordings,
      messages,
      services,
      close(remove) {
        removeSecrets ||= remove
        closed ??= closeAll(remove)
        return closed
      },
      secretsRemoved: () => secrets.removed(keeping),
    }

    async function closeAll(remove: boolean): Promise<void> {
      closing.abort()
      if (remove) secrets.forget()
      options.publish('recordings', { ...noRecordings, disabled: options.recordingDisabled() })
      options.publish('messages', noMessages)
      options.publish('services', noServices)
      options.publish('recentCalls', noCalls)
      options.onDatabaseState({ state: 'ready' })
      await opened.disposeAsync().catch((e: unknown) => log.warn(`closing: ${e instanceof Error ? e.message : String(e)}`))
      // the next start may be without the provider, and then has only what the keychain was given
      if (!remove) await secrets.stored(keeping)
      wipe(parts.credentials)
    }
  } catch (e) {
    closing.abort()
    void opened.disposeAsync().catch(() => {})
    throw e
  }
}
