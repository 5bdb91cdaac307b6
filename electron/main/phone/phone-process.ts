import { AppError } from '../../../shared/contract.ts'
import { createPeer, type Peer, type PeerEvent } from '../../../shared/message-port-rpc.ts'
import { type LineSetup, type PhoneIpc, type PhoneMemory, phoneIpc } from '../../../shared/phone-ipc.ts'
import type { Log } from '../log.ts'

/** The part of Electron's UtilityProcess that is used. */
export type Child = {
  postMessage(message: unknown): void
  kill(): boolean
  on(name: 'message', run: (message: unknown) => void): unknown
  on(name: 'exit', run: (code: number) => void): unknown
  on(name: 'error', run: (type: string, location: string) => void): unknown
}

/** What the phone process tells; its memory is kept here. */
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
  /** It is ready for calls; the page is told to it again. */
  readonly onReady: () => void
}

export type PhoneProcess = {
  readonly start: () => void
  readonly setLines: (lines: LineSetup[], region: string) => void
  readonly call: Peer<PhoneIpc>['call']
  readonly stop: () => Promise<void>
}

const STOP_LIMIT = 3000
/** A process that lives shorter than this died at once; several such deaths in a row slow the next start down. */
const QUICK_DEATH = 10_000
const LONGEST_WAIT = 30_000

/** Starts the phone process, watches it, and starts it again when it dies, with the lines and what it must clean up. */
export function createPhoneProcess(options: PhoneProcessOptions): PhoneProcess {
  const { fork, log, onMemory, onEvent, onState, onDied, onReady } = options
  let memory = options.memory
  let wanted: { lines: LineSetup[]; region: string } = { lines: [], region: 'DE' }
  let peer: Peer<PhoneIpc> | null = null
  let child: Child | null = null
  let quickDeaths = 0
  let stopping = false
  let timer: NodeJS.Timeout | undefined

  const launch = (): void => {
    const startedAt = Date.now()
    const launched = fork()
    child = launched
    const current = createPeer({
      contract: phoneIpc,
      port: { post: (message) => launched.postMessage(message) },
      onEvent: (event) => {
        if (event.channel === 'phone.memory') {
          memory = event.payload
          onMemory(memory)
        } else onEvent(event)
      },
      onDropped: (why) => log.warn(`message of the phone process dropped: ${why}`),
      rateLimit: 500,
    })
    peer = current
    launched.on('message', (message) => current.receive(message))
    // without a listener the event would end main itself; the exit follows
    launched.on('error', (type, location) => log.error(`the phone process fails: ${type} at ${location}`))
    launched.on('exit', (code) => {
      if (child !== launched) return
      current.close()
      peer = null
      child = null
      if (stopping) return
      log.warn(`the phone process ended (${code})`)
      quickDeaths = Date.now() - startedAt < QUICK_DEATH ? quickDeaths + 1 : 0
      onState(quickDeaths > 5 ? 'failed' : 'restarting')
      onDied()
      timer = setTimeout(launch, quickDeaths <= 1 ? 0 : Math.min(LONGEST_WAIT, 250 * 2 ** quickDeaths))
    })
    current
      .call('phone', 'start', { memory, ...wanted })
      .then(() => {
        if (peer !== current) return
        onState('running')
        onReady()
      })
      .catch((e: Error) => {
        if (child !== launched || stopping) return
        // it runs but does not answer: its end brings the next one
        log.error(`the phone process did not start: ${e.message}`)
        launched.kill()
      })
  }

  return {
    start() {
      onState('starting')
      launch()
    },
    setLines(lines, region) {
      wanted = { lines, region }
      if (!stopping) peer?.call('phone', 'setLines', wanted).catch((e: Error) => log.warn(`lines: ${e.message}`))
    },
    call: ((...args: Parameters<Peer<PhoneIpc>['call']>) => {
      if (!peer || stopping) return Promise.reject(new AppError('phone-not-running', 'the phone process is being started', { retryable: true }))
      return peer.call(...args)
    }) as Peer<PhoneIpc>['call'],
    async stop() {
      stopping = true
      clearTimeout(timer)
      let limit: NodeJS.Timeout | undefined
      const tooLong = new Promise((resolve) => {
        limit = setTimeout(resolve, STOP_LIMIT)
      })
      await Promise.race([peer?.call('phone', 'stop').catch(() => {}), tooLong])
      clearTimeout(limit)
      child?.kill()
    },
  }
}
