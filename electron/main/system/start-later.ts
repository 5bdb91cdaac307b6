/**
 * Starts something once: when `start` is called, or automatically after `limit` ms. Once it is cancelled it never starts.
 */
export function startLater(run: () => void, limit: number): { readonly start: () => void; readonly cancel: () => void } {
  let waiting = true
  const start = (): void => {
    if (!waiting) return
    cancel()
    run()
  }
  const cancel = (): void => {
    waiting = false
    clearTimeout(timer)
  }
  const timer = setTimeout(start, limit)
  return { start, cancel }
}
