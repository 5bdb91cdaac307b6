import { Activity, type ComponentType, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { preloadScreens } from './screens.ts'

/** ms for which the screen is drawn where nobody sees it. */
const DRAWN = 3000

/**
 * Draws the largest screen once, in idle time and outside the document, without its effects: the browser has then read and compiled what its
 * first opening needs.
 */
export function PreloadedScreen() {
  const [Screen, setScreen] = useState<ComponentType | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const idle = requestIdleCallback(
      () =>
        void preloadScreens().then(
          (loaded) => {
            setScreen(() => loaded)
            timer = setTimeout(() => setScreen(null), DRAWN)
          },
          () => {},
        ),
      { timeout: 10_000 },
    )
    return () => {
      cancelIdleCallback(idle)
      clearTimeout(timer)
    }
  }, [])
  const [place] = useState(() => document.createElement('div'))
  return (
    Screen &&
    createPortal(
      <Activity mode="hidden">
        <Screen />
      </Activity>,
      place,
    )
  )
}
