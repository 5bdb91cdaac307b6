import { create } from 'zustand'
import type { CallView } from '../../../shared/domain/call.ts'

type EndedCall = {
  /** The call that ended last, until its summary is closed or another call begins. */
  readonly call: CallView | null
  /** The call whose summary was closed: main still lists it for some seconds. */
  readonly closed: string | null
}

/** The call that the summary is about. Main forgets a call soon after its end. Not stored. */
export const useEndedCallStore = create<EndedCall>(() => ({ call: null, closed: null }))

export const closeSummary = (callId: string): void => useEndedCallStore.setState({ call: null, closed: callId })
