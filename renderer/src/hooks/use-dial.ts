import { useState } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import { useAppStore } from '../state/app-store.ts'
import { currentLine } from '../state/selectors.ts'
import { useRequest } from './use-request.ts'

type Origin = 'typed' | 'redial' | 'contact'
type DialIntent = { readonly number: string; readonly lineId: string; readonly origin: Origin; readonly hidden: boolean }
export type Dial = {
  readonly busy: boolean
  readonly failure: Failure | null
  /** An emergency number that was not typed: the user confirms it first. */
  readonly toConfirm: DialIntent | null
  /** Dials via the line with this id if it still exists, else via the current one. */
  readonly dial: (number: string, lineId: string | null, origin: Origin, hidden?: boolean) => Promise<void>
  readonly confirm: () => void
  readonly forget: () => void
  readonly clear: () => void
}

/** Dials, and keeps what came of it for the screen to show. @param onDialled the call has begun */
export function useDial(onDialled: () => void): Dial {
  const { busy, failure, request, clear } = useRequest()
  const [toConfirm, setToConfirm] = useState<DialIntent | null>(null)
  const send = async (intent: DialIntent, confirmed: boolean): Promise<void> => {
    const outcome = await request(window.dialdesk.calls.dial({ ...intent, confirmed, consultFor: null }))
    if (outcome.ok) onDialled()
    else if (outcome.error.code === 'confirmation-needed') {
      clear()
      setToConfirm(intent)
    }
  }
  return {
    busy,
    failure,
    toConfirm,
    clear,
    async dial(number, lineId, origin, hidden = false) {
      const { state } = useAppStore.getState()
      const line = state?.lines.lines.find((l) => l.id === lineId) ?? (state && currentLine(state))
      if (line && number.trim() && !busy) await send({ number: number.trim(), lineId: line.id, origin, hidden }, false)
    },
    confirm() {
      if (toConfirm) void send(toConfirm, true)
      setToConfirm(null)
    },
    forget: () => setToConfirm(null),
  }
}
