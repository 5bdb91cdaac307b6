import type { DialOrigin } from '../../../shared/domain/spend-guard.ts'
import { enterNumber } from '../state/navigation.ts'
import { projection } from '../state/projection.ts'
import { currentLine, isRingingIn } from '../state/selectors.ts'
import { type Guarded, useGuardedCall } from './use-guarded-call.ts'

export type Dial = Omit<Guarded, 'run'> & {
  /**
   * Dials via the line with this id if it still exists, else via the current one. A number that did not come from the number field goes
   * there first, with its price, unless the user's limits let it be called at once.
   */
  readonly dial: (
    number: string,
    lineId: string | null,
    origin: DialOrigin,
    options?: { readonly hidden?: boolean; readonly consultFor?: string },
  ) => Promise<void>
}

/** Dials, and keeps what came of it for the screen to show. @param onDialled the call has begun */
export function useDial(onDialled: () => void): Dial {
  const { run, ...guarded } = useGuardedCall()
  return {
    ...guarded,
    async dial(typed, lineId, origin, { hidden = false, consultFor = null }: { hidden?: boolean; consultFor?: string | null } = {}) {
      const { state } = projection.getState()
      const line = state?.lines.lines.find((l) => l.id === lineId) ?? (state && currentLine(state))
      const number = typed.trim()
      if (!state || !line || !number || guarded.busy) return
      // in a call its screen is in the place of the number field
      const field = !state.calls.some((c) => c.state !== 'ended' && !isRingingIn(c))
      await run({
        number,
        begin: (confirmed) => window.dialdesk.calls.dial({ lineId: line.id, number, origin, confirmed, hidden, consultFor }),
        onBegun: onDialled,
        instead(reasons) {
          if (!field || !reasons.includes('price')) return false
          enterNumber(number, line.id)
          return true
        },
      })
    },
  }
}
