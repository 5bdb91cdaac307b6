import type { Message, UserAgent } from 'sip.js'
import type { LineSetup, PhoneMemory } from '../../../shared/contract/phone.ts'
import type { LineReason, Registration } from '../../../shared/domain/line.ts'
import type { LinePreferences } from '../../../shared/domain/line-preferences.ts'
import { hostPort } from '../sip/address.ts'
import { ChallengePolicy } from '../sip/challenge-policy.ts'
import { CertificateRefused } from '../sip/connector.ts'
import { Guard } from '../sip/guard.ts'
import { systemLookups } from '../sip/locate.ts'
import { ConnectAborted, type SipTransport } from '../sip/sip-transport.ts'
import { realTimers } from '../sip/timers.ts'
import { withoutSecrets } from '../sip/trace.ts'
import { hasMoved } from '../sip/udp-wire.ts'
import { atMost } from './at-most.ts'
import { BackOff } from './back-off.ts'
import { ConnectionPlan } from './connection-plan.ts'
import { connectionReason } from './connection-reason.ts'
import { LineHealth, ping } from './health.ts'
import { hostInUri, usableSetup } from './line-address.ts'
import type { LineOptions } from './line-options.ts'
import { Mailbox } from './mailbox.ts'
import { sendOrphanBye } from './orphan-bye.ts'
import { PasswordChoice } from './password-choice.ts'
import { redirectedServer } from './register-redirect.ts'
import { type Binding, RegistrationKeeper } from './registration.ts'
import { createUserAgent } from './user-agent.ts'

/** ms for each step of stopping: the REGISTER that removes the binding, then sip.js's own clean-up. */
const STOP_LIMIT = 2000

/**
 * One SIP line: its user agent, its connection with back-off and fall-over to the next server or transport, and its
 * registration. Calls are made on `userAgent` by the call list.
 */
export class Line {
  /** With hosts as they are sent. */
  readonly setup: LineSetup
  preferences: LinePreferences
  readonly userAgent: UserAgent
  readonly #options: LineOptions
  readonly #guard = new Guard()
  readonly #keeper: RegistrationKeeper
  readonly #challenges = new ChallengePolicy()
  readonly #plan: ConnectionPlan
  readonly #passwords: PasswordChoice
  readonly #backOff = new BackOff()
  readonly #mailbox: Mailbox
  readonly #health: LineHealth
  #retry: unknown
  #connecting: Promise<void> | undefined
  #stopping: Promise<void> | undefined
  #started = false

  /** @throws UnusableAddress */
  constructor(options: LineOptions) {
    this.#options = options
    const setup = usableSetup(options.setup)
    this.setup = setup
    this.preferences = setup.preferences
    this.#passwords = new PasswordChoice(setup.passwords)
    this.#plan = new ConnectionPlan({
      setup,
      localPort: options.memory?.localPort ?? null,
      lookups: options.lookups ?? systemLookups,
      onAddresses: (addresses) => this.#guard.trust(addresses),
      claimStandardPort: options.claimStandardPort,
    })
    const { userAgent, placeholder } = createUserAgent({
      setup,
      transport: {
        guard: this.#guard,
        challenges: this.#challenges,
        next: () => this.#nextConnection(),
        onAddress: () => setImmediate(() => this.#keeper.active && this.#register()),
        log: options.log,
        onTrace: (way, text, peer) =>
          options.onSip({ way, transport: this.#transport.name, peer: hostPort(peer.host, peer.port), text: withoutSecrets(text) }),
        ...(options.openWire ? { openWire: options.openWire } : {}),
      },
      password: () => this.#passwords.current,
      delegate: {
        onInvite: (invitation) => options.onInvite(invitation),
        onMessage: (message) => options.onMessage(message),
        onNotify: (notification) => {
          void notification.accept().catch(() => {})
          this.#mailbox.read(notification.request.getHeader('event'), notification.request.body)
        },
        onConnect: () => this.#register(),
        onDisconnect: (e) => e && this.#failed(connectionReason(e)),
      },
      sessionDescriptionHandlerFactory: options.sessionDescriptionHandlerFactory,
      log: options.log,
    })
    this.userAgent = userAgent
    this.#mailbox = new Mailbox(this.userAgent, options.onVoicemail)
    this.#health = new LineHealth({
      watched: () => this.#keeper.registered && this.#transport.isConnected(),
      quietFor: () => this.#transport.quietFor,
      ping: (limit) => this.ping(limit),
      onDead: () => void this.#lost(),
    })
    this.#keeper = new RegistrationKeeper({
      userAgent: this.userAgent,
      instanceId: setup.instanceId,
      wireContact: () => this.userAgent.contact.uri.toString().replace(placeholder, this.#transport.contactAddress),
      connection: () => {
        const { wire, name } = this.#transport
        return { transport: name, localPort: wire?.local.port ?? 0, server: wire ? hostPort(wire.peer.host, wire.peer.port) : '' }
      },
      onChange: (registration) => {
        if (registration.state === 'registered') {
          this.#backOff.reset()
          this.#plan.accepted()
          this.#mailbox.subscribe()
        }
        this.#show(registration)
      },
      signInObstacle: () => this.#challenges.obstacle,
      onBound: (binding) => this.#remember(binding),
      nextPassword: () => this.#passwords.next(),
      passwordWorked: () => this.#passwords.accepted(),
      onRedirect: (contacts) => this.#redirected(contacts),
      onServiceRoute: (routes) => {
        const { configuration, userAgentCore } = this.userAgent
        userAgentCore.configuration.routeSet = [...configuration.preloadedRouteSet, ...routes]
      },
      onFailed: (reason, retryAfter) => this.#failed(reason, retryAfter),
      previous: options.memory,
    })
  }

  get id(): string {
    return this.setup.id
  }
  /** The address of our side towards the server, for session descriptions; null while not connected. */
  get localAddress(): string | null {
    return this.#transport.wire?.local.host ?? null
  }
  /** The server's address, whose packets are trusted; null while not connected. */
  get serverAddress(): string | null {
    return this.#transport.wire?.peer.host ?? null
  }
  get isWebSocket(): boolean {
    return this.setup.transports[0] === 'wss'
  }

  start(): void {
    void this.#connect()
  }

  /** Tries again at once. */
  retry(): void {
    if (this.#stopping) return
    realTimers.clear(this.#retry)
    this.#backOff.reset()
    this.#passwords.reset()
    if (this.#transport.isConnected()) this.#register()
    else void this.#connect()
  }

  /** The computer woke up or its network changed: a dead connection, or one from an old address, is replaced at once. */
  async check(): Promise<void> {
    if (this.#stopping) return
    if (!this.#keeper.registered) return this.retry()
    const { wire } = this.#transport
    if (!wire || (await hasMoved(wire))) await this.#reconnect()
    else await this.#health.checkNow()
  }

  /** A text message that came in a call. */
  receiveMessage(message: Message): void {
    this.#options.onMessage(message)
  }

  /** Pings the server; see health.ts. @param limit ms */
  ping(limit: number): Promise<{ readonly ms: number; readonly status: number } | null> {
    return ping(this.userAgent, limit)
  }

  /** Removes the binding and closes the connection, within 4 s; possible in any state, and repeatable. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    realTimers.clear(this.#retry)
    this.#health.stop()
    this.#mailbox.lost()
    if ((this.#keeper.active || this.#keeper.bound) && this.#transport.isConnected()) await atMost(STOP_LIMIT, this.#keeper.remove())
    this.#keeper.lost()
    this.#options.onRegistration({ state: 'off' }, null)
    // sip.js waits for answers before it closes the connection
    await atMost(STOP_LIMIT, this.userAgent.stop())
    await this.#transport.disconnect()
  }

  /** The Request-URI for a dialled target. */
  targetUri(target: string): string {
    return `sip:${target.replace(/[^\w+*.!~'()-]/g, encodeURIComponent)}@${hostInUri(this.setup.domain)}`
  }

  /** Ends a dialog that an earlier process left open. */
  endOrphan(dialog: PhoneMemory['dialogs'][number], onUnanswered: (dialog: PhoneMemory['dialogs'][number]) => void): void {
    sendOrphanBye(this.userAgent, dialog, this.#options.log, onUnanswered)
  }

  get #transport(): SipTransport {
    return this.userAgent.transport as unknown as SipTransport
  }

  /** Connects; concurrent callers wait for the same connection. */
  #connect(): Promise<void> {
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined
    })
    return this.#connecting
  }

  async #open(): Promise<void> {
    if (this.#stopping) return
    this.#show({ state: 'connecting', since: Date.now() })
    try {
      if (this.#started) await this.userAgent.reconnect()
      else {
        this.#started = true
        await this.userAgent.start()
      }
    } catch (e) {
      this.#connectFailed(e as Error)
    }
  }

  #connectFailed(e: Error): void {
    // we closed it ourselves
    if (e instanceof ConnectAborted) return
    if (e instanceof CertificateRefused) {
      // no fall-back to a less secure transport: the user has to decide
      this.#keeper.lost()
      this.#show({ state: 'unreachable', since: Date.now(), reason: connectionReason(e), retryAt: null, certificate: e.certificate })
      return
    }
    this.#failed(connectionReason(e))
  }

  async #nextConnection(): ReturnType<ConnectionPlan['next']> {
    const next = await this.#plan.next()
    const { transport } = next.target
    this.userAgent.contact.uri.setParam('transport', transport === 'wss' ? 'ws' : transport)
    return next
  }

  #register(): void {
    if (!this.#stopping) void this.#keeper.register()
  }

  #failed(reason: LineReason, retryAfter = 0): void {
    realTimers.clear(this.#retry)
    this.#keeper.lost()
    if (this.#stopping) return
    this.#mailbox.lost()
    const wait = this.#backOff.failed(this.#plan.failed(), retryAfter)
    this.#show({ state: 'unreachable', since: Date.now(), reason, retryAt: Date.now() + wait, certificate: null })
    // another connection: to the next server, or to what DNS returns by then
    this.#retry = realTimers.set(() => void this.#reconnect(), wait)
  }

  #redirected(contacts: readonly string[]): boolean {
    const server = redirectedServer(contacts, this.setup)
    if (!server || this.#stopping || !this.#plan.redirect(server)) return false
    void this.#reconnect()
    return true
  }

  /** The server went silent: the connection is half-open, or the path is dead. */
  async #lost(): Promise<void> {
    await this.#transport.disconnect()
    this.#failed({ code: 'connection-lost', status: null, detail: 'the server stopped answering' })
  }

  async #reconnect(): Promise<void> {
    realTimers.clear(this.#retry)
    this.#keeper.lost()
    this.#mailbox.lost()
    if (this.#transport.isConnected()) await this.#transport.disconnect()
    await this.#connect()
  }

  #remember(binding: Binding | null): void {
    const { wire, name } = this.#transport
    if (name === 'udp' && wire) this.#plan.localPort = wire.local.port
    this.#options.onMemory(binding && { lineId: this.id, ...binding, localPort: this.#plan.localPort })
  }

  #show(registration: Registration): void {
    if (this.#stopping) return
    this.#options.onRegistration(registration, registration.state === 'registered' ? this.#passwords.index : null)
  }
}
