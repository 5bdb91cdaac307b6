import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from 'react'

type Props<P> = P & {
  /** Shown until the module is there. */
  readonly placeholder?: ReactNode
}
export type LazyModule<M> = {
  /** Loads and evaluates the module, once. Rejects where its files cannot be read; the next call tries again. */
  readonly load: () => Promise<void>
  readonly loaded: () => boolean
  /** A component of the module, which asks for the module when it is shown first: at once, or when the page is idle, within `LATEST` ms. */
  readonly part: <P extends object>(pick: (module: M) => ComponentType<P>, when?: 'at-once' | 'idle') => ComponentType<Props<P>>
}

/** ms that what is not needed for the first screen waits for an idle moment, at the most. */
const LATEST = 500

/**
 * A part of the page that is not in the file of the first screen. In place of React's `lazy`: that shows its placeholder for 300 ms even
 * when the module was loaded before, because React keeps for so long what a Suspense boundary has shown once.
 */
export function lazyModule<M>(request: () => Promise<M>): LazyModule<M> {
  let module: M | null = null
  let loading: Promise<void> | null = null
  const waiting = new Set<() => void>()
  const subscribe = (run: () => void): (() => void) => {
    waiting.add(run)
    return () => waiting.delete(run)
  }
  const current = (): M | null => module
  const load = (): Promise<void> => {
    // with the styles that the first screen has no use for
    loading ??= Promise.all([request(), import('../ui/later-styles.ts')]).then(
      ([found]) => {
        module = found
        for (const run of waiting) run()
      },
      (e: unknown) => {
        loading = null
        throw e
      },
    )
    return loading
  }
  return {
    load,
    loaded: () => module !== null,
    part: (pick, when = 'at-once') =>
      function Part({ placeholder = null, ...props }) {
        const found = useSyncExternalStore(subscribe, current, current)
        useEffect(() => {
          if (found) return
          // a file that cannot be read is logged by the browser, and asked for again when the part is shown next
          const ask = (): void => void load().catch(() => {})
          if (when === 'at-once') return ask()
          const waits = requestIdleCallback(ask, { timeout: LATEST })
          return () => cancelIdleCallback(waits)
        }, [found])
        if (!found) return placeholder
        const Component = pick(found) as ComponentType<object>
        return <Component {...props} />
      },
  }
}
