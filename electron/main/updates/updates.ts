import type { Managed, UpdateState } from '../../../shared/domain/desktop.ts'
import type { Log } from '../log.ts'
import type { BuildInfo } from './build-info.ts'

/** What a newer version is and how to get it; `download` is null where the package manager does that. */
export type FoundUpdate = {
  readonly version: string
  readonly download: ((onPercent: (percent: number) => void, signal: AbortSignal) => Promise<void>) | null
}

export type Updater = {
  /** Asks for a newer version of the channel; null: this one is the newest. Throws an UpdateError. */
  readonly check: (channel: 'latest' | 'beta') => Promise<FoundUpdate | null>
}

/** Why no update could be found, loaded or checked. */
export class UpdateError extends Error {
  readonly reason: Extract<UpdateState, { state: 'failed' }>['reason']
  constructor(reason: UpdateError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

export type UpdateOptions = {
  readonly build: BuildInfo
  readonly platform: NodeJS.Platform
  readonly managed: Managed
  readonly channel: () => 'latest' | 'beta'
  readonly inCall: () => boolean
  /** Loaded on demand: the library is large. */
  readonly createUpdater: () => Promise<Updater>
  readonly onState: (state: UpdateState) => void
  readonly now: () => number
  readonly log: Pick<Log, 'info' | 'warn'>
}

export type Updates = {
  readonly start: () => void
  /** Checks now, unless a check is running or a call is up. */
  readonly check: () => Promise<void>
  readonly channelChanged: () => void
  /** A call began or ended: there is no download during a call. */
  readonly callsChanged: () => void
  readonly stop: () => void
}

/** The first check waits for the start to finish, ms. */
const FIRST = 60_000
const EVERY = 6 * 3_600_000
const AFTER_CALL = 60_000

/** Why this build does not update itself, or null. */
export function updatesOff(
  { packaged, updates }: BuildInfo,
  platform: NodeJS.Platform,
  managed: Managed,
): Extract<UpdateState, { state: 'off' }> | null {
  const off = (reason: Extract<UpdateState, { state: 'off' }>['reason']) => ({ state: 'off', reason }) as const
  if (managed.disabled.includes('updates')) return off('managed')
  if (!packaged) return off('development')
  // an update must be signed: by the platform's signature on Windows and macOS, by ours over the manifest on Linux
  if (platform === 'linux' ? !updates?.key : !updates?.signed) return off('unsigned')
  return updates?.url ? null : off('no-address')
}

/** Checks for a newer version at intervals, downloads it in the background, and installs it when the app quits. */
export function createUpdates(o: UpdateOptions): Updates {
  const off = updatesOff(o.build, o.platform, o.managed)
  let state: UpdateState = off ?? { state: 'idle', checkedAt: null }
  let timer: NodeJS.Timeout | undefined
  let updater: Promise<Updater> | null = null
  let running: AbortController | null = null
  const set = (next: UpdateState): void => {
    state = next
    o.onState(next)
  }
  const later = (ms: number): void => {
    clearTimeout(timer)
    // thousands of apps must not ask at the same minute
    timer = setTimeout(() => void check(), ms * (1 + 0.2 * Math.random()))
    timer.unref()
  }

  async function check(): Promise<void> {
    if (off || running || state.state === 'ready') return
    if (o.inCall()) return later(AFTER_CALL)
    const controller = new AbortController()
    running = controller
    const before = state
    set({ state: 'checking' })
    try {
      updater ??= o.createUpdater()
      const found = await (await updater).check(o.channel())
      if (!found) set({ state: 'idle', checkedAt: o.now() })
      else if (!found.download) set({ state: 'announced', version: found.version })
      else {
        set({ state: 'downloading', version: found.version, percent: 0 })
        controller.signal.throwIfAborted()
        await found.download((percent) => {
          const whole = Math.floor(Math.min(100, Math.max(0, percent)))
          if (state.state === 'downloading' && state.percent !== whole) set({ ...state, percent: whole })
        }, controller.signal)
        set({ state: 'ready', version: found.version })
      }
      later(EVERY)
    } catch (e) {
      if (controller.signal.aborted) {
        set(before.state === 'announced' ? before : { state: 'idle', checkedAt: null })
        later(AFTER_CALL)
      } else {
        o.log.warn(`update: ${e instanceof Error ? e.message : 'failed'}`)
        set({ state: 'failed', checkedAt: o.now(), reason: e instanceof UpdateError ? e.reason : 'other' })
        later(EVERY)
      }
    } finally {
      running = null
    }
  }

  return {
    start() {
      set(state)
      if (!off) later(FIRST)
    },
    check,
    channelChanged() {
      if (state.state !== 'ready') void check()
    },
    callsChanged() {
      if (running && o.inCall()) running.abort()
    },
    stop() {
      clearTimeout(timer)
      running?.abort()
    },
  }
}
