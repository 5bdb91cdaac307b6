import { useState } from 'react'
import type { Failure } from '../../../../shared/contract.ts'
import { useAppStore } from '../../state/app-store.ts'
import { currentLine } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'

type Origin = 'typed' | 'redial' | 'contact'
type Wish = { readonly number: string; readonly lineId: string; readonly origin: Origin; readonly hidden: boolean }
export type Dial = {
  readonly busy: boolean
  readonly failure: Failure | null
  /** An emergency number that was not typed just now: asked first. */
  readonly toConfirm: Wish | null
  /** Dials via the given line where it still exists, else via the current one. */
  readonly dial: (number: string, lineId: string | null, origin: Origin, hidden?: boolean) => Promise<void>
  readonly confirm: () => void
  readonly forget: () => void
  readonly clear: () => void
}

export function useDial(onDialled: () => void): Dial {
  const { busy, failure, ask, clear } = useAsk()
  const [toConfirm, setToConfirm] = useState<Wish | null>(null)
  const send = async (wish: Wish, confirmed: boolean): Promise<void> => {
    const outcome = await ask(window.dialdesk.calls.dial({ ...wish, confirmed, consultFor: null }))
    if (outcome.ok) onDialled()
    else if (outcome.error.code === 'confirmation-needed') {
      clear()
      setToConfirm(wish)
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
