import type { Handlers } from '../../shared/contract/contract.ts'
import type { LineSetup, PhoneIpc, PhoneMemory } from '../../shared/contract/phone.ts'
import { AppError } from '../../shared/domain/failure.ts'
import { createCallActions } from './calls/call-actions.ts'
import type { CallList } from './calls/call-list.ts'
import { sendText } from './calls/text-messages.ts'
import type { Line } from './line/line.ts'
import type { LineList } from './line/line-list.ts'
import { stunServerOf } from './line/stun-server.ts'
import { probeNat } from './media/nat-probe.ts'
import type { Page } from './media/page.ts'
import type { PageRequests } from './media/page-requests.ts'

export type HandlerParts = {
  readonly calls: CallList
  readonly lines: LineList<Line>
  readonly page: Page
  readonly pageRequests: PageRequests
  /** @throws AppError `phone-not-running` once the phone is stopping */
  readonly setLines: (lines: readonly LineSetup[]) => void
  /** Takes over what an earlier process left behind. */
  readonly restore: (memory: PhoneMemory) => void
  /** @throws AppError `phone-not-running` */
  readonly assertRunning: () => void
  readonly onMessageSent: (sent: { id: string; lineId: string; status: number | null }) => void
  readonly stop: () => Promise<void>
}

/** ms until a line's server counts as silent. */
const PING_LIMIT = 5000

/** What main may ask of the phone (shared/contract/phone.ts). Each handler forwards to the part that does it; refusals are AppErrors. */
export function createHandlers(parts: HandlerParts): Handlers<PhoneIpc> {
  const { calls, lines, page, pageRequests, assertRunning } = parts
  return {
    phone: {
      start(start) {
        parts.restore(start.memory)
        parts.setLines(start.lines)
      },
      setLines: (next) => parts.setLines(next.lines),
      retryLine({ lineId }) {
        assertRunning()
        lines.retry(lineId)
      },
      stop: () => parts.stop(),
      dial({ lineId, ...request }) {
        assertRunning()
        calls.dial({ ...request, line: lines.get(lineId) })
      },
      sendMessage({ id, lineId, number, text }) {
        assertRunning()
        const line = lines.get(lineId)
        if (line.localAddress === null) throw new AppError('line-not-ready', 'the line is not connected', { retryable: true })
        const sent = (status: number): void => parts.onMessageSent({ id, lineId, status: status || null })
        void sendText(line.userAgent, line.targetUri(number), text).then(sent, () => sent(0))
      },
      ...createCallActions(calls),
      setPolicy({ blocked, ringsAlways, ...policy }) {
        calls.policy = { ...policy, blocked: new Set(blocked), ringsAlways: new Set(ringsAlways) }
      },
      checkConnections: () => lines.check(),
      async pingLine({ lineId }) {
        const answer = await lines.get(lineId).ping(PING_LIMIT)
        if (!answer) throw new AppError('line-not-ready', 'the server does not answer', { retryable: true })
        return answer
      },
      async probeNat({ lineId }) {
        const { setup, localAddress } = lines.get(lineId)
        const server = await stunServerOf(setup)
        return server ? probeNat(localAddress ?? '0.0.0.0', server) : { kind: 'no-server' as const, address: '', ms: 0 }
      },
      setPage: ({ present }) => page.setPresent(present),
      mediaToPhone: (message) => pageRequests.receive(message),
    },
  }
}
