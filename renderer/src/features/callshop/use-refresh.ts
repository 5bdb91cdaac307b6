import { useEffect } from 'react'

/**
 * Runs something again and again, each time so many seconds after it ended, while the page is in view; at once when it comes into
 * view again after that long.
 *
 * @param seconds 0: never
 */
export function useRefresh(seconds: number, refresh: () => Promise<void>): void {
  useEffect(() => {
    if (seconds === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = Date.now()
    let ended = false
    let running = false
    const run = async (): Promise<void> => {
      if (running) return
      running = true
      await refresh()
      running = false
      last = Date.now()
      plan()
    }
    const plan = (): void => {
      clearTimeout(timer)
      // a page that nobody sees asks for nothing
      if (ended || document.hidden) return
      timer = setTimeout(() => void run(), Math.max(0, last + seconds * 1000 - Date.now()))
    }
    plan()
    document.addEventListener('visibilitychange', plan)
    return () => {
      ended = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', plan)
    }
  }, [seconds, refresh])
}
