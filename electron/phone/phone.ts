import { randomUUID } from 'node:crypto'
import { createPeer } from '../../shared/contract/peer.ts'
import { type LineSetup, phoneIpc } from '../../shared/contract/phone.ts'
import { AppError } from '../../shared/domain/failure.ts'
import { CallList } from './calls/call-list.ts'
import { refusalOf } from './calls/call-policy.ts'
import { failOwner, outOfScope } from './calls/call-scope.ts'
import { createDescriptionHandler } from './calls/description-handler.ts'
import { createLineAudio } from './calls/line-audio.ts'
import { TextMessages } from './calls/text-messages.ts'
import { createHandlers } from './handlers.ts'
import { Line } from './line/line.ts'
import { LineList } from './line/line-list.ts'
import type { LineOptions } from './line/line-options.ts'
import { loadedLegs } from './media/loaded-leg.ts'
import { Page } from './media/page.ts'
import { PageRequests } from './media/page-requests.ts'
import type { WebRtcLegFactory } from './media/webrtc-leg.ts'
import { createOutbox } from './outbox.ts'
import { MemoryKeeper } from './phone-memory.ts'
import { watchNetwork } from './sip/network-watch.ts'

/** Everything but `post` has a default that uses the real network; tests bring fakes. */
export type PhoneOptions = Pick<LineOptions, 'openWire' | 'lookups'> & {
  /** Posts a message of the contract `phoneIpc` to main. */
  readonly post: (message: unknown) => void
  readonly createLeg?: WebRtcLegFactory
  /** Calls back when this computer's addresses change; @returns the function that ends the watch. */
  readonly watchNetwork?: (onChange: () => void) => () => void
}

export type Phone = AsyncDisposable & {
  /** A message from main, of the contract `phoneIpc`. Never throws; after the phone is closed it is ignored. */
  readonly receive: (message: unknown) => void
  /**
   * An error that nothing caught. An error of one call ends that call.
   *
   * @returns whether the process should go on: false when the state is unknown and no call would be lost by a restart
   */
  readonly survives: (error: unknown) => boolean
  /** A rejection that nothing caught: it is logged. */
  readonly rejected: (reason: unknown) => void
}

/** The phone: its lines, its calls and the page that owns their microphone and loudspeaker. Disposing of it ends calls and lines. */
export function createPhone(options: PhoneOptions): Phone {
  const { post, createLeg = loadedLegs(() => outOfScope(loadWerift)) } = options
  const registered = new Set<string>()
  let standardPortClaimed = false
  let stopped: Promise<void> | undefined

  const log = (text: string, level: 'info' | 'warn' | 'error' = 'info', lineId: string | null = null): void => outbox.log({ level, text }, lineId)
  const memory = new MemoryKeeper((next) => peer.emit('phone', 'memory', next))
  const pageRequests = new PageRequests((message) => peer.emit('phone', 'mediaToPage', message))
  const page = new Page(pageRequests.send)

  const calls = new CallList({
    page,
    newId: randomUUID,
    createAudio: (line, events) => createLineAudio(line, events, { page, createLeg }),
    onCall: (view) => peer.emit('phone', 'call', view),
    onGone: (callId) => peer.emit('phone', 'callGone', { callId }),
    onLeftOut: (leftOut) => peer.emit('phone', 'callsLeftOut', leftOut),
    onChange(call) {
      memory.update(calls.dialogs)
      // a line whose setup changed may have waited for the end of this call
      if (call.over) lines.arrange()
    },
    onNotEnded(dialog) {
      log('a call could not be ended at the far end: again once the line is registered', 'warn', dialog.lineId)
      memory.addOrphan(dialog)
      if (registered.has(dialog.lineId)) endOrphans(lines.get(dialog.lineId))
      else memory.update(calls.dialogs)
    },
    log,
  })

  const lines = new LineList<Line>({
    create: createLine,
    onRegistration(lineId, registration, passwordIndex) {
      peer.emit('phone', 'registration', { lineId, registration, passwordIndex })
      // a registrar that refuses was reached: calls go on over this connection
      calls.lineChanged(lineId, registration.state === 'registered' || registration.state === 'refused')
      if (registration.state !== 'registered') registered.delete(lineId)
      else {
        registered.add(lineId)
        endOrphans(lines.get(lineId))
      }
    },
    busy: () => new Set(calls.running.map((c) => c.line.id)),
    log,
  })

  const peer = createPeer({
    contract: phoneIpc,
    port: { post },
    handlers: createHandlers({
      calls,
      lines,
      page,
      pageRequests,
      setLines,
      restore: (earlier) => memory.restore(earlier),
      assertRunning,
      onMessageSent: (sent) => peer.emit('phone', 'messageSent', sent),
      stop,
    }),
    onDropped: (why) => log(`message from main dropped: ${why}`, 'warn'),
    // main is trusted, and an account may have any number of lines
    maxSize: Number.POSITIVE_INFINITY,
  })
  const outbox = createOutbox(peer.emit)

  const unwatchNetwork = (options.watchNetwork ?? watchNetwork)(() => {
    log('the network changed')
    lines.check()
  })

  function createLine(setup: LineSetup, onRegistration: LineOptions['onRegistration']): Line {
    const { openWire, lookups } = options
    const messages = new TextMessages({
      onMessage: (message) => peer.emit('phone', 'message', { lineId: setup.id, ...message }),
      blocked: (number) => refusalOf(calls.policy, { number, anonymous: false }) === 'blocked',
    })
    const line: Line = new Line({
      setup,
      memory: memory.binding(setup.id),
      sessionDescriptionHandlerFactory: createDescriptionHandler,
      onRegistration,
      onMessage: (message) => messages.receive(message),
      onVoicemail: (voicemail) => peer.emit('phone', 'voicemail', { lineId: setup.id, voicemail }),
      onSip: (message) => outbox.sip({ ...message, lineId: setup.id }),
      onInvite: (invitation) => calls.incoming(line, invitation),
      onMemory(binding) {
        memory.setBinding(setup.id, binding)
        memory.update(calls.dialogs)
      },
      log: (text) => log(text, 'info', setup.id),
      claimStandardPort() {
        const free = !standardPortClaimed
        standardPortClaimed = true
        return free
      },
      ...(openWire ? { openWire } : {}),
      ...(lookups ? { lookups } : {}),
    })
    return line
  }

  function setLines(next: readonly LineSetup[]): void {
    assertRunning()
    lines.set(next)
  }

  /** Ends what is still open at the far end on this line: an earlier process left it, or its BYE did not arrive. */
  function endOrphans(line: Line): void {
    const dialogs = memory.takeOrphans(line.id)
    for (const dialog of dialogs) {
      line.endOrphan(dialog, (open) => {
        memory.addOrphan(open)
        memory.update(calls.dialogs)
      })
    }
    if (dialogs.length) memory.update(calls.dialogs)
  }

  function assertRunning(): void {
    if (stopped) throw new AppError('phone-not-running', 'the phone is stopping', { retryable: true })
  }

  /** Ends all calls and unregisters all lines, once. Never rejects. */
  function stop(): Promise<void> {
    stopped ??= (async () => {
      unwatchNetwork()
      await calls.endAll('hung-up-here').catch((e: Error) => log(`calls: ${e.message}`, 'warn'))
      await lines.stop()
    })()
    return stopped
  }

  return {
    receive: peer.receive,
    survives(error) {
      log(`unexpected: ${stackOf(error)}`, 'error')
      return failOwner(error) || calls.running.length > 0
    },
    rejected: (reason) => log(`unexpected rejection: ${stackOf(reason)}`, 'error'),
    async [Symbol.asyncDispose]() {
      await stop()
      pageRequests.close()
      peer.close()
    },
  }
}

const loadWerift = async (): Promise<WebRtcLegFactory> => (await import('./media/werift-leg.ts')).createWeriftLeg

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
