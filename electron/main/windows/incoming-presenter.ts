import type { AppState, IpcHandlers } from '../../../shared/contract/ipc.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { BlockList } from '../calls/block-list.ts'
import { loadNumberKinds, numberKind, numberKindsLoaded } from '../calls/number-kind.ts'
import type { TargetCallActions } from '../calls/target-call.ts'
import { incomingView } from './incoming-view.ts'
import type { IncomingWindow } from './incoming-window.ts'

/**
 * The incoming window is created some time after the first line is registered and the user looks elsewhere, ms: it slows no start, and costs the
 * memory of a page only where it may be shown.
 */
const PREPARE_AFTER = 3000

export type IncomingPresenterOptions = {
  readonly window: IncomingWindow
  readonly state: () => AppState
  readonly words: () => { readonly language: 'en' | 'de'; readonly region: string }
  /** Whether the user looks at the main window. */
  readonly mainFocused: () => boolean
  /** Handles a promise that may reject. */
  readonly run: (loading: Promise<unknown>) => void
}

export type IncomingPresenter = {
  /** The state changed, or the user began to look elsewhere. */
  readonly changed: () => void
  readonly stop: () => void
}

/** Shows the call that rings in the incoming window: where the user looks at the main window, once they look elsewhere. */
export function createIncomingPresenter({ window, state, words, mainFocused, run }: IncomingPresenterOptions): IncomingPresenter {
  let preparing: NodeJS.Timeout | null = null
  let prepared = false
  let stopped = false
  const prepare = (): void => {
    preparing = null
    if (mainFocused()) return
    prepared = true
    window.prepare()
    run(loadNumberKinds())
  }
  const changed = (): void => {
    if (stopped) return
    const now = state()
    if (!prepared && !preparing && !mainFocused() && now.lines.lines.some((l) => l.registration.state === 'registered'))
      preparing = setTimeout(prepare, PREPARE_AFTER)
    const { language, region } = words()
    const view = incomingView(now, { now: Date.now(), language, region, kindOf: (number) => numberKind(number, region) })
    // the first call may come before the plans are loaded
    if (view && !numberKindsLoaded()) run(loadNumberKinds().then(changed))
    // who looks at the main window answers there; once shown, the small window stays until the call is answered
    window.show(view && !window.view() && mainFocused() ? null : view)
  }
  return {
    changed,
    stop() {
      stopped = true
      if (preparing) clearTimeout(preparing)
      window.close()
    },
  }
}

/** Answers to the incoming window's own requests: about the call it shows, and no other. */
export function incomingHandlers(
  incoming: Pick<IncomingWindow, 'view'>,
  calls: TargetCallActions,
  blockList: Pick<BlockList, 'block' | 'blockAnonymous'>,
): IpcHandlers['incoming'] {
  return {
    view: () => incoming.view(),
    async perform({ callId, action }) {
      const shown = incoming.view()
      if (shown?.callId !== callId) throw new AppError('call-not-found', 'not the call that rings')
      if (action === 'block') {
        if (shown.number !== null) blockList.block({ kind: 'number', value: shown.number })
        else if (shown.anonymous) blockList.blockAnonymous()
        await calls.reject({ callId })
      } else if (action === 'silence') calls.silence({ callId })
      else if (action === 'reject') await calls.reject({ callId })
      else await calls.answer({ callId, others: 'hold' })
    },
  }
}
