import { Activity, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { callSummary } from './parts.ts'
import { screens } from './screens.ts'

/** ms for which the screen is drawn where nobody sees it. */
const DRAWN = 3000
const calls = screens.find(({ id }) => id === 'calls')?.module
const Calls = calls?.part((m) => m.default)

/** Resolves in the page's next idle moment, in which a screen may be loaded without a key having to wait for it. */
const idle = (): Promise<void> => new Promise((done) => requestIdleCallback(() => done(), { timeout: 10_000 }))

/**
 * Loads what the first screen leaves out, one part in each idle moment: the summary of a call, then the other screens in their order.
 * Then it draws the calls once, outside the document and without their effects: a long list is slow where its code runs for the first time.
 */
export function PreloadedScreens() {
  const [place, setPlace] = useState<HTMLElement | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const load = async (): Promise<void> => {
      for (const part of [callSummary, ...screens.map(({ module }) => module)]) {
        if (gone) return
        await idle()
        await part?.load()
        if (part !== calls || gone) continue
        setPlace(document.createElement('div'))
        timer = setTimeout(() => setPlace(null), DRAWN)
      }
    }
    // a part that cannot be read now is read when it is shown
    load().catch(() => {})
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [])
  return (
    place &&
    Calls &&
    createPortal(
      <Activity mode="hidden">
        <Calls />
      </Activity>,
      place,
    )
  )
}
