import { createPeer, type Peer, type PeerEvent } from '../../../shared/contract/peer.ts'
import { type LineSetup, type PhoneIpc, type PhoneMemory, phoneIpc } from '../../../shared/contract/phone.ts'
import { LeftOut } from '../../../shared/domain/budget.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { endsWithin } from '../ends-within.ts'
import type { Log } from '../log.ts'
import { createLineStarter } from './line-starter.ts'
import { createPhoneIntake } from './phone-intake.ts'

/** The part of Electron's UtilityProcess that is used. */
export type Child = {
  postMessage(message: unknown): void
  kill(): boolean
  on(name: 'message', run: (message: unknown) => void): unknown
  on(name: 'exit', run: (code: number) => void): unknown
  on(name: 'error', run: (type: string, location: string) => void): unknown
}

/** Events of the phone process, except its memory, which is kept here. */
export type PhoneEvent = Exclude<PeerEvent<PhoneIpc>, { channel: 'phone.memory' }>

export type PhoneProcessOptions = {
  readonly fork: () => Child
  readonly log: Log
  /** What the last process left behind. */
  readonly memory: PhoneMemory
  readonly onMemory: (memory: PhoneMemory) => void
  readonly onEvent: (event: PhoneEvent) => void
  readonly onState: (state: 'starting' | 'running' | 'restarting' | 'failed') => void
  /** It died: its calls are over, nothing is registered. */
  readonly onDied: () => void
  /** It is ready for calls, and needs to know again whether there is a page. */
  readonly onReady: () => void
}

export type PhoneProcess = {
  readonly start: () => void
  readonly setLines: (lines: readonly LineSetup[]) => void
  readonly call: Peer<PhoneIpc>['call']
  readonly stop: () => Promise<void>
}

/**
 * ms in which it answers, at first and at the most: each start that is given up doubles it, for a computer that is busy with its own start
 * would have it ended again and again.
 */
const ANSWERS_WITHIN = 8000
const ANSWERS_AT_MOST = 60_000
/** ms in which it ends its calls and unregisters its lines, before it is killed. */
const STOP_LIMIT = 3000
/** A process that lives shorter than this, ms, died quickly, as one that never answered; several such deaths in a row delay the next start. */
const QUICK_DEATH = 10_000
/** Quick deaths after which the lines are tried one by one, and after which the phone counts as failed; retries continue. */
const CAREFUL_AFTER = 3
const FAILED_AFTER = 5
/** ms before a start that follows deaths, at the most. */
const LONGEST_WAIT = 30_000
/** Characters of one message: its memory of many calls is large, a SIP message has 64 KiB at most. */
const MAX_MESSAGE = 1_000_000
/** The phone process has no calls to main. */
const CALLS_A_SECOND = 10

/** Starts the phone process, watches it, and starts it again when it dies, with the lines and what it must clean up. */
export function createPhoneProcess(options: PhoneProcessOptions): PhoneProcess {
  const { fork, log, onMemory, onEvent, onState, onDied, onReady } = options
  let memory = options.memory
  let wanted: readonly LineSetup[] = []
  let peer: Peer<PhoneIpc> | null = null
  let child: Child | null = null
  let quickDeaths = 0
  let answersWithin = ANSWERS_WITHIN
  let stopping = false
  let timer: NodeJS.Timeout | undefined

  const starter = createLineStarter({
    wanted: () => wanted,
    onLineFailed(lineId, why) {
      log.error(`${lineId}: ${why}`)
      const reason = { code: 'other', status: null, detail: why.slice(0, 300) } as const
      const registration = { state: 'unreachable', since: Date.now(), reason, retryAt: null, certificate: null } as const
      onEvent({ channel: 'phone.registration', payload: { lineId, registration, passwordIndex: null } })
    },
    onSilent: () => child?.kill(),
  })

  const ended = (why: string, quick: boolean): void => {
    log.warn(`the phone process ended (${why})`)
    const blamed = starter.ended(quick && quickDeaths + 1 >= CAREFUL_AFTER)
    // the line that it died of is left out from now on: the next start need not wait longer
    quickDeaths = blamed ? CAREFUL_AFTER : quick ? quickDeaths + 1 : 0
    onState(quickDeaths > FAILED_AFTER ? 'failed' : 'restarting')
    onDied()
    timer = setTimeout(launch, quickDeaths <= 1 ? 0 : Math.min(LONGEST_WAIT, 250 * 2 ** quickDeaths))
  }

  const launch = (): void => {
    const startedAt = Date.now()
    let gaveUp = false
    let launched: Child
    try {
      launched = fork()
    } catch (e) {
      return ended(e instanceof Error ? e.message : 'no process', true)
    }
    child = launched
    const dropped = new LeftOut((why, count) => log.warn(`messages of the phone process dropped, ${count}: ${why}`))
    const intake = createPhoneIntake((what, count) => log.warn(`too many of the phone process, ${count} left out: ${what}`))
    const current = createPeer({
      contract: phoneIpc,
      port: { post: (message) => launched.postMessage(message) },
      onEvent: (event) => {
        if (event.channel === 'phone.memory') {
          memory = event.payload
          onMemory(memory)
        } else onEvent(event)
      },
      onDropped: (why) => dropped.add(why),
      admit: intake.take,
      rateLimit: CALLS_A_SECOND,
      maxSize: MAX_MESSAGE,
      timeout: answersWithin,
      goneCode: 'phone-not-running',
    })
    peer = current
    launched.on('message', (message) => current.receive(message))
    // without a listener the event would end main itself; the exit follows
    launched.on('error', (type, location) => log.error(`the phone process fails: ${type} at ${location}`))
    launched.on('exit', (code) => {
      if (child !== launched) return
      current.close()
      intake.close()
      dropped.close()
      peer = null
      child = null
      if (!stopping) ended(String(code), gaveUp || Date.now() - startedAt < QUICK_DEATH)
    })
    starter
      .start(current, memory)
      .then(() => {
        if (peer !== current || stopping) return
        answersWithin = ANSWERS_WITHIN
        onState('running')
        onReady()
      })
      .catch((e: Error) => {
        if (child !== launched || stopping) return
        // it runs but does not answer: when it ends, the next one starts
        log.error(`the phone process did not start: ${e.message}`)
        answersWithin = Math.min(ANSWERS_AT_MOST, answersWithin * 2)
        gaveUp = true
        launched.kill()
      })
  }

  const applyLines = (): void => {
    const current = peer
    if (current && !stopping) starter.apply(current).catch((e: Error) => log.warn(`lines: ${e.message}`))
  }

  return {
    start() {
      onState('starting')
      launch()
    },
    setLines(lines) {
      wanted = lines
      applyLines()
    },
    call: ((...args: Parameters<Peer<PhoneIpc>['call']>) => {
      if (!peer || stopping) return Promise.reject(new AppError('phone-not-running', 'the phone process is being started', { retryable: true }))
      const [, name, of] = args
      if (name === 'retryLine' && starter.release((of as { lineId: string }).lineId)) return Promise.resolve(applyLines())
      return peer.call(...args)
    }) as Peer<PhoneIpc>['call'],
    async stop() {
      stopping = true
      clearTimeout(timer)
      if (peer)
        await endsWithin(
          STOP_LIMIT,
          peer.call('phone', 'stop').catch(() => {}),
        )
      child?.kill()
    },
  }
}
