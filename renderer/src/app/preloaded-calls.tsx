import { Activity, Suspense, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { screens } from './screens.ts'

/** ms for which the screen is drawn where nobody sees it. */
const DRAWN = 3000
const Calls = screens.find(({ id }) => id === 'calls')?.Screen

/**
 * Draws the calls once, in idle time and outside the document, without their effects. The screen is loaded and compiled then, and its first
 * opening shows it at once: one that has to be waited for shows its frame for 300 ms, however soon it is there (React keeps what Suspense
 * shows for so long).
 */
export function PreloadedCalls() {
  const [drawn, setDrawn] = useState(false)
  const [place] = useState(() => document.createElement('div'))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const idle = requestIdleCallback(
      () => {
        setDrawn(true)
        timer = setTimeout(() => setDrawn(false), DRAWN)
      },
      { timeout: 10_000 },
    )
    return () => {
      cancelIdleCallback(idle)
      clearTimeout(timer)
    }
  }, [])
  return (
    drawn &&
    Calls &&
    createPortal(
      <Activity mode="hidden">
        <Suspense fallback={null}>
          <Calls />
        </Suspense>
      </Activity>,
      place,
    )
  )
}
