import { create } from 'zustand'
import type { CallView } from '../../../shared/domain/call.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { Rate } from '../../../shared/domain/rate.ts'

/** s between the end of a busy call and the next attempt. */
export const REDIAL_AFTER = 30

export type RedialEnd = 'input' | 'answered' | 'tries' | 'price' | 'failed'
export type Redial = {
  readonly number: string
  readonly lineId: string
  /** Attempts that may still be made. */
  readonly left: number
  /** Most that a minute may cost; null for a number of the own network, which has no rate. */
  readonly cap: Money | null
  /** ms; null while an attempt is made. */
  readonly nextAt: number | null
  /** The attempt's call, once it has begun. */
  readonly callId: string | null
}
type State = { readonly redial: Redial | null /** Why the last one ended. */; readonly ended: RedialEnd | null }

/** The busy number that is called again until somebody answers. Not stored: it ends with the page. */
export const useAutoRedial = create<State>(() => ({ redial: null, ended: null }))

/** @param now ms */
export function startRedial(of: Pick<Redial, 'number' | 'lineId' | 'left' | 'cap'>, now: number): void {
  useAutoRedial.setState({ redial: { ...of, nextAt: now + REDIAL_AFTER * 1000, callId: null }, ended: null })
}
export const endRedial = (why: RedialEnd): void => {
  if (useAutoRedial.getState().redial) useAutoRedial.setState({ redial: null, ended: why })
}

/** Whether a rate allows an attempt: it is known, in the cap's currency, and not above the cap. Without a cap the number has no rate. */
export const isWithin = (cap: Money | null, rate: Rate | null): boolean =>
  cap === null ? rate?.price == null : rate?.price != null && rate.price.currency === cap.currency && rate.price.units <= cap.units

/** What becomes of it when its attempt is in this state: the next attempt, or the reason why there is none. Null: nothing changes yet. */
export function afterAttempt(redial: Redial, { state, end }: Pick<CallView, 'state' | 'end'>, now: number): Redial | RedialEnd | null {
  if (state === 'connected') return 'answered'
  if (state !== 'ended') return null
  switch (end?.code) {
    case 'busy':
      return redial.left > 0 ? { ...redial, callId: null, nextAt: now + REDIAL_AFTER * 1000 } : 'tries'
    case 'cancelled':
    case 'hung-up-here':
      return 'input'
    default:
      return 'failed'
  }
}
