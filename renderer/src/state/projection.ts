import { createStore } from 'zustand/vanilla'
import type { AppState, IpcClient, StateChange } from '../../../shared/contract/ipc.ts'
import type { Outcome } from '../../../shared/domain/failure.ts'

type Store = { readonly state: AppState | null }

/** The page's projection of main's state: plain records, replaced slice by slice, never written by the page itself but in `chooseLine`. */
export const projection = createStore<Store>(() => ({ state: null }))

/** The line that the user has chosen, while main has not answered. */
let chosenLine: string | null = null

const withLine = (state: AppState, lineId: string | null): AppState => ({ ...state, lines: { ...state.lines, defaultLineId: lineId } })

/** Makes a line the current one, at once: what is dialled right behind it goes over this line and over no other. Where main refuses, it is the one before; the outcome says why. */
export async function chooseLine({ lines }: Pick<IpcClient, 'lines'>, lineId: string): Promise<Outcome<unknown>> {
  const before = projection.getState().state?.lines.defaultLineId ?? null
  chosenLine = lineId
  projection.setState(({ state }) => (state ? { state: withLine(state, lineId) } : {}))
  const outcome = await lines.setDefault({ lineId })
  // another one was chosen meanwhile
  if (chosenLine !== lineId) return outcome
  chosenLine = null
  if (!outcome.ok) projection.setState(({ state }) => (state ? { state: withLine(state, before) } : {}))
  return outcome
}

/**
 * Follows main: one snapshot, then numbered changes. A gap in the numbers means that something was missed (a change sent
 * before the page listened, a dropped message): the snapshot is requested again.
 *
 * @returns the way to stop
 */
export async function followMain({ app }: Pick<IpcClient, 'app'>): Promise<() => void> {
  let sequence: number | null = null
  let waiting: { sequence: number; change: StateChange }[] = []
  const apply = (change: StateChange): void =>
    projection.setState(({ state }) => {
      if (!state) return {}
      const next = { ...state, [change.slice]: change.value }
      return { state: chosenLine === null ? next : withLine(next, chosenLine) }
    })
  const load = async (): Promise<void> => {
    sequence = null
    const outcome = await app.snapshot()
    if (!outcome.ok) throw new Error(outcome.error.message)
    projection.setState({ state: outcome.value.state })
    sequence = outcome.value.sequence
    const late = waiting
    waiting = []
    for (const message of late) receive(message)
  }
  const receive = (message: { sequence: number; change: StateChange }): void => {
    if (sequence === null) waiting.push(message)
    else if (message.sequence <= sequence) return
    else if (message.sequence === sequence + 1) {
      sequence = message.sequence
      apply(message.change)
    } else void load()
  }
  const stop = app.changed(receive)
  await load()
  return stop
}
