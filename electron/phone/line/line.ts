import { createHash, randomBytes } from 'node:crypto'
import { type Invitation, type SessionDescriptionHandlerFactory, SIPExtension, UserAgent } from 'sip.js'
import type { LineReason, Registration, SipTransport as SipTransportName } from '../../../shared/line.ts'
import type { LinePreferences, Voicemail } from '../../../shared/line-preferences.ts'
import type { LineSetup, PhoneMemory } from '../../../shared/phone-ipc.ts'
import { CertificateRefused } from '../transport/connector.ts'
import { Guard } from '../transport/guard.ts'
import { defaultPort, type Lookups, systemLookups } from '../transport/locate.ts'
import { hostPort } from '../transport/sip-message.ts'
import { SipTransport, type SipTransportOptions } from '../transport/sip-transport.ts'
import { withoutSecrets } from '../transport/trace.ts'
import { localAddressTowards, type WireOptions } from '../transport/wire.ts'
import { BackOff } from './back-off.ts'
import { connectionReason } from './connection-reason.ts'
import { LineHealth, ping } from './health.ts'
import { Mailbox } from './mailbox.ts'
import { sendOrphanBye } from './orphan-bye.ts'
import { type Binding, RegistrationKeeper } from './registration.ts'
import { ServerList } from './server-list.ts'
import { answerEachChallenge } from './sipjs/challenges.ts'
import { createDigest } from './sipjs/digest.ts'
import { allowUpdate } from './sipjs/update.ts'

export type LineMemory = PhoneMemory['bindings'][number]
export type LineOptions = {
  readonly setup: LineSetup
  readonly memory: LineMemory | null
  readonly sessionDescriptionHandlerFactory: SessionDescriptionHandlerFactory
  readonly onRegistration: (registration: Registration, passwordIndex: number | null) => void
  readonly onInvite: (invitation: Invitation) => void
  readonly onMemory: (memory: LineMemory | null) => void
  readonly onVoicemail: (voicemail: Voicemail) => void
  readonly onSip: (message: { way: 'in' | 'out'; transport: SipTransportName; peer: string; text: string }) => void
  readonly log: (text: string) => void
  /** Claims local UDP port 5060 for the first line that asks. */
  readonly claimStandardPort: () => boolean
  readonly lookups?: () => Lookups
}

const CONNECT_LIMIT = 8000
const STOP_LIMIT = 2000

/**
 * One SIP line: its user agent, its connection with back-off and fall-over to the next server or transport, and its
 * registration. Calls are made on `userAgent` by whoever owns them.
 */
export class Line {
  readonly setup: LineSetup
  preferences: LinePreferences
  readonly userAgent: UserAgent
  readonly #o: LineOptions
  readonly #guard = new Guard()
  readonly #keeper: RegistrationKeeper
  readonly #realms = new Set<string>()
  readonly #servers: ServerList
  readonly #backOff = new BackOff()
  readonly #mailbox: Mailbox
  readonly #health: LineHealth
  #retry: NodeJS.Timeout | undefined
  #password = 0
  #passwordKnown = false
  #started = false
  #stopped = false
  #localPort: number | null

  constructor(options: LineOptions) {
    this.#o = options
    this.setup = options.setup
    this.preferences = options.setup.preferences
    allowUpdate()
    answerEachChallenge()
    this.#localPort = options.memory?.localPort ?? null
    this.#servers = new ServerList(options.setup, options.lookups ?? systemLookups, (addresses) => this.#guard.trust(addresses))
    const { setup } = options
    const placeholder = `${randomBytes(6).toString('hex')}.invalid`
    // a token of its own, stable over runs: it says nothing about the user and survives a changed address
    const contactUser = createHash('sha256').update(setup.instanceId).digest('hex').slice(0, 16)
    const transportOptions: SipTransportOptions = {
      placeholder,
      contactUser,
      guard: this.#guard,
      realms: this.#realms,
      next: () => this.#connectOptions(),
      onAddress: () => setImmediate(() => this.#register()),
      log: options.log,
      onTrace: (way, text, peer) =>
        options.onSip({ way, transport: this.#transport.name, peer: hostPort(peer.host, peer.port), text: withoutSecrets(text) }),
    }
    const uri = UserAgent.makeURI(`sip:${encodeURIComponent(setup.userName)}@${hostInUri(setup.domain)}`)
    if (!uri) throw new Error('the line has no usable address')
    this.userAgent = new UserAgent({
      uri,
      authorizationUsername: setup.userName,
      ...(setup.displayName ? { displayName: setup.displayName } : {}),
      viaHost: placeholder,
      forceRport: true,
      contactName: contactUser,
      contactParams: { transport: setup.transports[0] === 'wss' ? 'ws' : (setup.transports[0] ?? 'udp') },
      userAgentString: 'Dialdesk',
      logBuiltinEnabled: false,
      logLevel: 'warn',
      // the rest of what sip.js says is a flood that would crowd out the states
      logConnector: (level, category, _label, content) => {
        if (level === 'warn' || level === 'error') options.log(`${level} ${category}: ${content.slice(0, 200)}`)
      },
      transportConstructor: SipTransport as never,
      transportOptions,
      sessionDescriptionHandlerFactory: options.sessionDescriptionHandlerFactory,
      noAnswerTimeout: 180,
      // calls send their 180 themselves, after they know that they are not busy
      sendInitialProvisionalResponse: false,
      allowLegacyNotifications: true,
      sipExtensionReplaces: SIPExtension.Supported,
      sipExtensionExtraSupported: ['timer'],
      ...(setup.outboundProxy
        ? { preloadedRouteSet: [`<sip:${hostPort(setup.server.host, setup.server.port ?? defaultPort(setup.transports[0] ?? 'udp'))};lr>`] }
        : {}),
      delegate: {
        onInvite: (invitation) => options.onInvite(invitation),
        onNotify: (notification) => {
          void notification.accept().catch(() => {})
          this.#mailbox.read(notification.request.getHeader('event'), notification.request.body)
        },
        onConnect: () => this.#register(),
        onDisconnect: (e) => e && this.#failed(connectionReason(e)),
      },
    })
    this.userAgent.userAgentCore.configuration.authenticationFactory = () => createDigest(setup.userName, setup.passwords[this.#password] ?? '')
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
      place: () => {
        const { wire, name } = this.#transport
        return { transport: name, localPort: wire?.local.port ?? 0, server: wire ? hostPort(wire.peer.host, wire.peer.port) : '' }
      },
      onChange: (registration) => {
        if (registration.state === 'registered') {
          this.#backOff.reset()
          this.#mailbox.subscribe()
        }
        this.#show(registration)
      },
      onBound: (binding) => this.#remember(binding),
      nextPassword: () => this.#tryNextPassword(),
      passwordWorked: () => {
        this.#passwordKnown = true
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
  /** The server's address, for what may be trusted from it. */
  get isWebSocket(): boolean {
    return this.setup.transports[0] === 'wss'
  }

  start(): void {
    void this.#connect()
  }

  /** Tries again at once. */
  retry(): void {
    if (this.#stopped) return
    clearTimeout(this.#retry)
    this.#backOff.reset()
    this.#password = 0
    if (this.#transport.isConnected()) this.#register()
    else void this.#connect()
  }

  /** The computer woke up or its network changed: a connection that is not what it was is made anew at once. */
  async check(): Promise<void> {
    if (this.#stopped) return
    if (!this.#keeper.registered) return this.retry()
    if (await this.#moved()) await this.#reconnect()
    else await this.#health.checkNow()
  }

  /** ms until the server answers an OPTIONS, whatever it says; null when it does not. */
  ping(limit: number): Promise<{ readonly ms: number; readonly status: number } | null> {
    return ping(this.userAgent, limit)
  }

  /** Takes the binding away (2 s at most) and closes the connection. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    this.#health.stop()
    this.#mailbox.lost()
    if (this.#keeper.registered && this.#transport.isConnected()) {
      await Promise.race([this.#keeper.register(true), new Promise((resolve) => setTimeout(resolve, STOP_LIMIT).unref())])
    }
    this.#keeper.lost()
    this.#show({ state: 'off' })
    await this.userAgent.stop().catch(() => {})
  }

  /** The Request-URI for a dialled target. */
  targetUri(target: string): string {
    return `sip:${target.replace(/[^\w+*.!~'()-]/g, encodeURIComponent)}@${hostInUri(this.setup.domain)}`
  }

  /** Ends a dialog that an earlier process left open. */
  endOrphan(dialog: PhoneMemory['dialogs'][number]): void {
    sendOrphanBye(this.userAgent, dialog, this.#o.log)
  }

  get #transport(): SipTransport {
    return this.userAgent.transport as unknown as SipTransport
  }

  async #connect(): Promise<void> {
    if (this.#stopped) return
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
    if (e instanceof CertificateRefused) {
      // no fall-back to a less secure transport: this waits for the user
      this.#keeper.lost()
      this.#show({ state: 'unreachable', since: Date.now(), reason: connectionReason(e), retryAt: null, certificate: e.certificate })
      return
    }
    this.#failed(connectionReason(e))
  }

  /** The next server and transport in the list; a new list when it is through. */
  async #connectOptions(): Promise<WireOptions> {
    const { setup } = this
    const target = await this.#servers.current()
    this.userAgent.contact.uri.setParam('transport', target.transport === 'wss' ? 'ws' : target.transport)
    const ports = [
      ...(setup.standardPorts && target.transport === 'udp' && this.#o.claimStandardPort() ? [5060] : []),
      ...(this.#localPort === null ? [] : [this.#localPort]),
    ]
    return { target, pin: setup.pin, localPorts: ports, webSocketAddress: setup.webSocketAddress, connectTimeout: CONNECT_LIMIT }
  }

  #register(): void {
    if (!this.#stopped) void this.#keeper.register()
  }

  #tryNextPassword(): boolean {
    // a password that once worked was changed at the provider: the other candidate means nothing then
    if (this.#passwordKnown || this.#password + 1 >= this.setup.passwords.length) return false
    this.#password += 1
    return true
  }

  #failed(reason: LineReason, retryAfter = 0): void {
    clearTimeout(this.#retry)
    this.#keeper.lost()
    if (this.#stopped) return
    this.#mailbox.lost()
    const wait = this.#backOff.failed(this.#servers.failed(), retryAfter)
    this.#show({ state: 'unreachable', since: Date.now(), reason, retryAt: Date.now() + wait, certificate: null })
    this.#retry = setTimeout(() => void this.#tryAgain(), wait)
  }

  async #tryAgain(): Promise<void> {
    // another connection: to the next server, or to where DNS leads by now
    await this.#reconnect()
  }

  /** The server went silent: a half-open connection or a dead path. */
  async #lost(): Promise<void> {
    await this.#transport.disconnect()
    this.#failed({ code: 'connection-lost', status: null, detail: 'the server stopped answering' })
  }

  async #reconnect(): Promise<void> {
    clearTimeout(this.#retry)
    this.#keeper.lost()
    this.#mailbox.lost()
    if (this.#transport.isConnected()) await this.#transport.disconnect()
    await this.#connect()
  }

  /** Packets to the server leave from another address than the one the connection was made from. */
  async #moved(): Promise<boolean> {
    const { wire } = this.#transport
    if (!wire) return true
    const now = await localAddressTowards(wire.peer, wire.peer.host.includes(':') ? 'udp6' : 'udp4').catch(() => null)
    return now !== wire.local.host
  }

  #remember(binding: Binding | null): void {
    const { wire, name } = this.#transport
    this.#localPort = name === 'udp' && wire ? wire.local.port : this.#localPort
    this.#o.onMemory(
      binding ? { lineId: this.id, contact: binding.contact, callId: binding.callId, cseq: binding.cseq, localPort: this.#localPort } : null,
    )
  }

  #show(registration: Registration): void {
    this.#o.onRegistration(registration, registration.state === 'registered' && this.setup.passwords.length > 1 ? this.#password : null)
  }
}

const hostInUri = (host: string): string => (host.includes(':') ? `[${host}]` : host)
