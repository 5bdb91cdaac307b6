// Entry of the phone process, an Electron utility process: everything that speaks to the network of phones.
import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/contract.ts'
import { createPeer } from '../../shared/message-port-rpc.ts'
import { type LineSetup, type PhoneMemory, phoneIpc } from '../../shared/phone-ipc.ts'
import { CallList } from './calls/call-list.ts'
import { createDescriptionHandler } from './calls/session-description.ts'
import { Line, type LineMemory } from './line/line.ts'
import { createDirectSound } from './media/direct-sound.ts'
import { createGatewaySound } from './media/gateway-sound.ts'
import { probeNat } from './media/nat-probe.ts'
import { Page } from './media/page.ts'
import { createWeriftLeg } from './media/werift-leg.ts'
import { addressesOf } from './transport/locate.ts'
import { watchNetwork } from './transport/network-watch.ts'

const PING_LIMIT = 5000

const port = (process as unknown as { parentPort: { on(name: 'message', run: (m: { data: unknown }) => void): void; postMessage(m: unknown): void } })
  .parentPort

const lines = new Map<string, Line>()
let wanted: LineSetup[] = []
let region = ''
let bindings = new Map<string, LineMemory>()
let orphans: PhoneMemory['dialogs'] = []
let standardPortTaken = false
let nextRequest = 0
const requests = new Map<number, (reply: Parameters<typeof answerRequest>[1]) => void>()

/** Lines a second that go to main's log at most: its patience with this process is limited, and states must get through. */
const LOG_LIMIT = 50
let logSecond = 0
let logged = 0
const log = (text: string, level: 'info' | 'warn' | 'error' = 'info'): void => {
  const second = Math.floor(Date.now() / 1000)
  logged = second === logSecond ? logged + 1 : 1
  logSecond = second
  if (logged <= LOG_LIMIT) peer.emit('phone', 'log', { level, text: text.slice(0, 2000), at: Date.now() })
}

const page = new Page(
  (request) =>
    new Promise((resolve) => {
      const id = ++nextRequest
      const timer = setTimeout(() => settle({ ok: false, reason: 'failed', message: 'the page does not answer' }), 10_000)
      const settle = (reply: Parameters<typeof resolve>[0]): void => {
        clearTimeout(timer)
        requests.delete(id)
        resolve(reply)
      }
      requests.set(id, settle)
      peer.emit('phone', 'mediaRequest', { id, request })
    }),
)

const calls = new CallList({
  page,
  newId: randomUUID,
  createSound: (line, events) =>
    line.isWebSocket
      ? createDirectSound({ page, echoCancellation: line.setup.echoCancellation, events })
      : createGatewaySound({
          page,
          createLeg: createWeriftLeg,
          address: line.localAddress ?? (line.setup.server.host.includes(':') ? '::1' : '127.0.0.1'),
          stun: () => stunServer(line.setup),
          echoCancellation: line.setup.echoCancellation,
          preferences: line.preferences,
          events,
        }),
  onCall: (view) => peer.emit('phone', 'call', view),
  onGone: (callId) => peer.emit('phone', 'callGone', { callId }),
  onChange: (call) => {
    remember()
    // a line that was to change may have waited for this call's end
    if (call.over) arrange()
  },
  log,
})

const peer = createPeer({
  contract: phoneIpc,
  port: { post: (message) => port.postMessage(message) },
  handlers: {
    phone: {
      start(start) {
        bindings = new Map(start.memory.bindings.map((b) => [b.lineId, b]))
        orphans = start.memory.dialogs
        setLines(start.lines, start.region)
        return undefined
      },
      setLines({ lines: next, region: of }) {
        setLines(next, of)
        return undefined
      },
      retryLine({ lineId }) {
        line(lineId).retry()
        return undefined
      },
      async stop() {
        await calls.endAll('hung-up-here')
        await Promise.all([...lines.values()].map((l) => l.stop()))
        return undefined
      },
      dial({ lineId, ...wish }) {
        calls.dial({ ...wish, line: line(lineId), region })
        return undefined
      },
      answer: ({ callId, others }) => calls.answer(callId, others).then(none),
      reject: ({ callId }) => calls.get(callId).reject().then(none),
      hangUp: ({ callId, whole }) => calls.hangUp(callId, whole).then(none),
      setHold: ({ callId, on }) => calls.setHold(callId, on).then(none),
      setMuted({ callId, on }) {
        calls.setMuted(callId, on)
        return undefined
      },
      sendTones: ({ callId, tones }) => calls.get(callId).sendTones(tones).then(none),
      transfer({ callId, number }) {
        calls.transfer(callId, number, region)
        return undefined
      },
      completeTransfer({ callId }) {
        calls.completeTransfer(callId)
        return undefined
      },
      cancelTransfer: ({ callId }) => calls.cancelTransfer(callId).then(none),
      setConference({ on }) {
        calls.setConference(on)
        return undefined
      },
      answerReferral({ callId, accept, newCallId }) {
        calls.answerReferral(callId, accept, newCallId)
        return undefined
      },
      setPolicy(policy) {
        calls.policy = policy
        return undefined
      },
      checkConnections() {
        for (const l of lines.values()) void l.check()
        return undefined
      },
      async pingLine({ lineId }) {
        const answer = await line(lineId).ping(PING_LIMIT)
        if (!answer) throw new AppError('line-not-ready', 'the server does not answer', { retryable: true })
        return answer
      },
      async probeNat({ lineId }) {
        const { setup, localAddress } = line(lineId)
        const server = await stunServer(setup)
        return server ? probeNat(localAddress ?? '0.0.0.0', server) : { kind: 'no-server' as const, address: '', ms: 0 }
      },
      setPage({ present }) {
        page.setPresent(present)
        return undefined
      },
      mediaReply({ id, reply }) {
        answerRequest(id, reply)
        return undefined
      },
    },
  },
  onDropped: (why) => log(`message from main dropped: ${why}`, 'warn'),
})

port.on('message', ({ data }) => peer.receive(data))

process.on('uncaughtException', (e) => {
  log(`unexpected: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`, 'error')
  // a state nobody foresaw is best left behind, but never at the cost of a running call
  if (!calls.running.length) setTimeout(() => process.exit(1), 100)
})
process.on('unhandledRejection', (e) => log(`unexpected rejection: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`, 'error'))

function answerRequest(id: number, reply: import('../../shared/media.ts').MediaReply): void {
  requests.get(id)?.(reply)
}

function line(lineId: string): Line {
  const found = lines.get(lineId)
  if (!found) throw new AppError('not-found', 'no such line')
  return found
}

function setLines(next: LineSetup[], of: string): void {
  wanted = next
  region = of
  arrange()
}

/** Brings the lines to what is wanted; one that carries a call waits for its end. */
function arrange(): void {
  const busy = new Set(calls.running.map((c) => c.line.id))
  for (const [id, current] of lines) {
    const setup = wanted.find((w) => w.id === id)
    if (setup) current.preferences = setup.preferences
    if ((setup && connectionOf(setup) === connectionOf(current.setup)) || busy.has(id)) continue
    lines.delete(id)
    // a line that goes away says so; one that is built anew takes its old binding over
    if (setup) startLine(setup, current.stop())
    else void current.stop().then(() => peer.emit('phone', 'registration', { lineId: id, registration: { state: 'off' }, passwordIndex: null }))
  }
  for (const setup of wanted) if (!lines.has(setup.id)) startLine(setup, Promise.resolve())
}

/** What a line has to be built anew for. */
const connectionOf = ({ preferences: _calls, ...rest }: LineSetup): string => JSON.stringify(rest)

function startLine(setup: LineSetup, after: Promise<void>): void {
  const started: Line = new Line({
    setup,
    memory: bindings.get(setup.id) ?? null,
    sessionDescriptionHandlerFactory: createDescriptionHandler,
    onRegistration(registration, passwordIndex) {
      if (lines.get(setup.id) !== started) return
      peer.emit('phone', 'registration', { lineId: setup.id, registration, passwordIndex })
      calls.lineChanged(setup.id, registration.state === 'registered')
      if (registration.state === 'registered') endOrphans(started)
    },
    onVoicemail: (voicemail) => peer.emit('phone', 'voicemail', { lineId: setup.id, voicemail }),
    onSip: (message) => peer.emit('phone', 'sip', { ...message, text: message.text.slice(0, 70_000), lineId: setup.id, at: Date.now() }),
    onInvite: (invitation) => calls.incoming(started, invitation),
    onMemory(memory) {
      if (memory) bindings.set(setup.id, memory)
      else bindings.delete(setup.id)
      remember()
    },
    log: (text) => log(`${setup.id}: ${text}`),
    claimStandardPort() {
      const free = !standardPortTaken
      standardPortTaken = true
      return free
    },
  })
  lines.set(setup.id, started)
  void after.then(() => lines.get(setup.id) === started && started.start())
}

function endOrphans(of: Line): void {
  const mine = orphans.filter((o) => o.lineId === of.id)
  if (!mine.length) return
  orphans = orphans.filter((o) => o.lineId !== of.id)
  for (const dialog of mine) of.endOrphan(dialog)
  remember()
}

watchNetwork(() => {
  log('the network changed')
  for (const l of lines.values()) void l.check()
})

let remembered = ''
function remember(): void {
  const memory: PhoneMemory = { bindings: [...bindings.values()], dialogs: [...orphans, ...calls.dialogs] }
  const text = JSON.stringify(memory)
  if (text === remembered) return
  remembered = text
  peer.emit('phone', 'memory', memory)
}

async function stunServer({ stun }: LineSetup): Promise<{ host: string; port: number } | null> {
  if (!stun) return null
  const [host] = await addressesOf(stun.host)
  return host ? { host, port: stun.port ?? 3478 } : null
}

const none = (): undefined => undefined
